import {
  STATUS_NUMBER,
  STATUSES,
  type Day,
  type Evaluation,
  type Programme,
  type Status,
} from '@jiedui/programme';
import type { VillageNumber } from '../book/book';
import { BLOCK } from '../book/figure-cells';
import type { FigureTable } from '../book/figure-table';
import { lightingOf, RANK, type Lighting } from '../book/lighting';
import type { Overview } from '../book/tally';

/** How the villages stand at one point in time, without values: what two days are compared by. */
export interface Standings {
  readonly day: Day;
  /** The district in whose counts the village is; undefined: in none. */
  district(village: VillageNumber): string | undefined;
  status(village: VillageNumber, indicator: number): Status;
  light(village: VillageNumber, area: number): Status;
  /** The city, or one district by code. */
  overview(district?: string): StandingOverview;
}

/** What of an overview can be told without values. */
export interface StandingOverview extends Pick<Overview, 'villages' | 'metAll' | 'areas'> {
  readonly indicators: readonly Pick<Overview['indicators'][number], 'indicator' | 'counts'>[];
}

const WIDTH = STATUSES.length;
const NO_DISTRICT = -1;

/**
 * The standings of another day, a byte per indicator and area: a twentieth of a table of figures, so that a very
 * large city keeps many days too.
 */
export class StandingTable implements Standings {
  /** Per village the codes of its indicators, then of its areas. */
  private cells: Uint8Array;
  private districtOf: Int16Array;
  private readonly districts: string[] = [];
  /** Per district: villages per indicator and status, per area and light, then all of them, then those that met all. */
  private readonly tallies: Int32Array[] = [];
  private readonly width: number;
  private readonly targets: readonly number[];
  private readonly lighting: readonly Lighting[];

  constructor(
    private readonly programme: Programme,
    readonly day: Day,
    villages: number,
  ) {
    const { indicators, areas } = programme;
    this.width = indicators.length + areas.length;
    this.targets = indicators.filter(({ def }) => def.target).map(({ index }) => index);
    this.lighting = lightingOf(programme);
    this.cells = new Uint8Array(villages * this.width).fill(STATUS_NUMBER['no-data']);
    this.districtOf = new Int16Array(villages).fill(NO_DISTRICT);
  }

  /** Takes in evaluations of a village; indicators that are left out keep theirs. */
  put(
    village: VillageNumber,
    district: string | undefined,
    evaluations: readonly (Evaluation | undefined)[],
  ): void {
    if (village >= this.districtOf.length) this.grow(village + 1);
    this.count(village, -1);
    const first = village * this.width;
    const { indicators, areas } = this.programme;
    for (let index = 0; index < evaluations.length; index++) {
      const evaluation = evaluations[index];
      if (evaluation) this.cells[first + index] = STATUS_NUMBER[evaluation.status];
    }
    const lights = first + indicators.length;
    this.cells.fill(STATUS_NUMBER.info, lights, lights + areas.length);
    for (const { index, area } of this.lighting) {
      const status = this.cells[first + index]!;
      if (RANK[status]! < RANK[this.cells[lights + area]!]!) this.cells[lights + area] = status;
    }
    this.districtOf[village] = district === undefined ? NO_DISTRICT : this.numberOf(district);
    this.count(village, 1);
  }

  /** Takes the statuses of a block of villages, of which `first` is one, from figures. */
  take(figures: FigureTable, first: VillageNumber): void {
    const { length } = this.programme.indicators;
    const from = first - (first % BLOCK);
    const to = Math.min(from + BLOCK, this.districtOf.length);
    for (let village = from; village < to; village++)
      for (let index = 0; index < length; index++)
        this.cells[village * this.width + index] = STATUS_NUMBER[figures.status(village, index)];
  }

  district(village: VillageNumber): string | undefined {
    return this.districts[this.districtOf[village] ?? NO_DISTRICT];
  }

  status(village: VillageNumber, indicator: number): Status {
    return STATUSES[this.cells[village * this.width + indicator] ?? STATUS_NUMBER['no-data']]!;
  }

  light(village: VillageNumber, area: number): Status {
    return this.status(village, this.programme.indicators.length + area);
  }

  overview(district?: string): StandingOverview {
    const { indicators, areas } = this.programme;
    const tallies = this.tallies.filter((_, at) => district === undefined || this.districts[at] === district);
    const sum = (at: number) => tallies.reduce((all, tally) => all + tally[at]!, 0);
    const counts = (row: number) =>
      Object.fromEntries(STATUSES.map((status, code) => [status, sum(row * WIDTH + code)])) as Record<
        Status,
        number
      >;
    return {
      villages: sum(this.width * WIDTH),
      metAll: sum(this.width * WIDTH + 1),
      areas: areas.map(({ id }, at) => ({ area: id, lights: counts(indicators.length + at) })),
      indicators: indicators.map(({ def, index }) => ({ indicator: def.id, counts: counts(index) })),
    };
  }

  private count(village: VillageNumber, sign: 1 | -1): void {
    const tally = this.tallies[this.districtOf[village]!];
    if (!tally) return;
    const first = village * this.width;
    for (let cell = 0; cell < this.width; cell++) tally[cell * WIDTH + this.cells[first + cell]!]! += sign;
    tally[this.width * WIDTH]! += sign;
    if (this.targets.every((index) => this.cells[first + index] === STATUS_NUMBER.met))
      tally[this.width * WIDTH + 1]! += sign;
  }

  private numberOf(district: string): number {
    const known = this.districts.indexOf(district);
    if (known >= 0) return known;
    this.tallies.push(new Int32Array(this.width * WIDTH + 2));
    return this.districts.push(district) - 1;
  }

  private grow(villages: number): void {
    const size = Math.ceil(villages * 1.5);
    const [cells, districtOf] = [this.cells, this.districtOf];
    this.cells = new Uint8Array(size * this.width).fill(STATUS_NUMBER['no-data']);
    this.cells.set(cells);
    this.districtOf = new Int16Array(size).fill(NO_DISTRICT);
    this.districtOf.set(districtOf);
  }
}
