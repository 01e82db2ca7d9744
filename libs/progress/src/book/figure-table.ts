import {
  STATUS_NUMBER,
  STATUSES,
  type Day,
  type Evaluation,
  type Programme,
  type Ratio,
  type Status,
} from '@jiedui/programme';
import type { VillageNumber } from './book';
import type { ListFigures } from './current';
import { medianOfPairs } from './median-of-pairs';
import { DistrictTally, isSummed, isYearly, pairOf, type Pair } from './district-tally';
import { BLOCK, FigureCells } from './figure-cells';
import { lightingOf, RANK, type Lighting } from './lighting';
import type { Overview } from './tally';

const NO_DATA = STATUS_NUMBER['no-data'];
const NO_DISTRICT = -1;
/** In place of the district of a village that was never put. */
const NEVER = -2;
/** The evaluations of all villages for one point in time, packed, with the tallies of each district. */
export class FigureTable implements ListFigures {
  private readonly indicators: number;
  private readonly lighting: readonly Lighting[];
  private readonly targets: readonly number[];
  private readonly summed: readonly boolean[];
  private readonly yearly: readonly boolean[];
  private capacity = 0;
  readonly cells: FigureCells;
  private lights = new Uint8Array(0);
  private scores = new Float64Array(0);
  private metCounts = new Uint8Array(0);
  private districtOf = new Int16Array(0);
  private readonly tallies: DistrictTally[] = [];
  private readonly medians = new Map<string, Ratio | null>();

  constructor(
    private readonly programme: Programme,
    readonly day: Day,
    villages = 0,
  ) {
    const { indicators } = programme;
    this.indicators = indicators.length;
    this.cells = new FigureCells(indicators.length);
    this.summed = indicators.map(({ def }) => isSummed(def.kind));
    this.yearly = indicators.map(({ def }) => isYearly(def.kind));
    this.targets = indicators.filter(({ def }) => def.target).map(({ index }) => index);
    this.lighting = lightingOf(programme);
    if (villages > 0) this.grow(villages);
  }

  /** Takes in evaluations of a village; indicators that are left out keep theirs. */
  put(
    village: VillageNumber,
    district: string | undefined,
    evaluations: readonly (Evaluation | undefined)[],
  ): void {
    if (village >= this.capacity) this.grow(village + 1);
    const isNew = this.districtOf[village] === NEVER;
    if (isNew) this.cells.blank(village);
    const before = isNew ? NO_DISTRICT : this.districtOf[village]!;
    const tally = district === undefined ? undefined : this.tallyOf(district);
    const after = tally ? tally.number : NO_DISTRICT;
    if (before !== NO_DISTRICT) this.count(this.tallies[before]!, village, -1);
    if (before !== after) this.medians.clear();
    for (let index = 0; index < evaluations.length; index++) {
      const evaluation = evaluations[index];
      if (evaluation) this.write(village, index, evaluation);
    }
    if (isNew || evaluations.length > 0) this.summarise(village);
    this.districtOf[village] = after;
    if (tally) this.count(tally, village, 1);
  }

  /** Takes the block of villages of which `first` is one from other figures, but for their districts. */
  take(near: FigureTable, first: VillageNumber): void {
    const from = first - (first % BLOCK);
    const to = Math.min(from + BLOCK, this.capacity, near.capacity);
    if (to <= from) return;
    const areas = this.programme.areas.length;
    this.cells.take(near.cells, from, to);
    this.lights.set(near.lights.subarray(from * areas, to * areas), from * areas);
    this.scores.set(near.scores.subarray(from, to), from);
    this.metCounts.set(near.metCounts.subarray(from, to), from);
    for (let village = from; village < to; village++)
      if (near.has(village)) this.districtOf[village] = NO_DISTRICT;
  }

  /** Whether the village was ever put. */
  has(village: VillageNumber): boolean {
    return village < this.capacity && this.districtOf[village] !== NEVER;
  }

  district(village: VillageNumber): string | undefined {
    return this.tallies[this.districtOf[village] ?? NO_DISTRICT]?.district;
  }

  status(village: VillageNumber, indicator: number): Status {
    return STATUSES[
      village < this.capacity ? this.cells.status(this.cells.at(village, indicator)) : NO_DATA
    ]!;
  }

  provisional(village: VillageNumber, indicator: number): boolean {
    return village < this.capacity && this.cells.isProvisional(this.cells.at(village, indicator));
  }

  progress(village: VillageNumber, indicator: number): number {
    return this.has(village) ? this.cells.progresses[this.cells.at(village, indicator)]! : NaN;
  }

  light(village: VillageNumber, area: number): Status {
    return STATUSES[this.lights[village * this.programme.areas.length + area] ?? NO_DATA]!;
  }

  score(village: VillageNumber): number {
    return this.scores[village] ?? 0;
  }

  met(village: VillageNumber): number {
    return this.metCounts[village] ?? 0;
  }

  unmarkOutside(marks: Uint8Array, districts?: ReadonlySet<string>): void {
    const wanted = this.tallies.map(({ district }) => !districts || districts.has(district));
    this.unmark(marks, (village) => wanted[this.districtOf[village]!]);
    marks.fill(0, Math.min(marks.length, this.capacity));
  }

  unmarkStatuses(marks: Uint8Array, indicator: number, among: ReadonlySet<Status>): void {
    const wanted = STATUSES.map((status) => among.has(status));
    this.unmark(marks, (village) => wanted[this.cells.status(this.cells.at(village, indicator))]);
  }

  unmarkLights(marks: Uint8Array, area: number, among: ReadonlySet<Status>): void {
    const wanted = STATUSES.map((status) => among.has(status));
    const areas = this.programme.areas.length;
    this.unmark(marks, (village) => wanted[this.lights[village * areas + area]!]);
  }

  readScores(into: Float64Array): void {
    into.set(this.scores.subarray(0, into.length));
  }

  readProgress(indicator: number, into: Float64Array): void {
    const known = Math.min(into.length, this.capacity);
    for (let village = 0; village < known; village++)
      into[village] = this.cells.progresses[this.cells.at(village, indicator)]!;
  }

  overview(district?: string): Overview {
    const tallies =
      district === undefined ? this.tallies : this.tallies.filter((tally) => tally.district === district);
    const sum = new DistrictTally(this.programme, '', NO_DISTRICT);
    for (const tally of tallies) sum.addAll(tally);
    return sum.overview((indicator) => this.median(indicator, tallies, district ?? ''));
  }

  private unmark(marks: Uint8Array, isWanted: (village: VillageNumber) => boolean | undefined): void {
    const known = Math.min(marks.length, this.capacity);
    for (let village = 0; village < known; village++) if (!isWanted(village)) marks[village] = 0;
  }

  private write(village: VillageNumber, index: number, evaluation: Evaluation): void {
    if (this.yearly[index] && this.medians.size) this.medians.clear();
    const { kind } = this.programme.indicators[index]!.def;
    this.cells.write(this.cells.at(village, index), evaluation, pairOf(kind, evaluation.value));
  }

  /** Lights, score and number of targets met follow from the indicators. */
  private summarise(village: VillageNumber): void {
    const first = this.cells.at(village, 0);
    const areas = this.programme.areas.length;
    this.lights.fill(STATUS_NUMBER.info, village * areas, (village + 1) * areas);
    for (const { index, area } of this.lighting) {
      const status = this.cells.status(first + index * BLOCK);
      const light = village * areas + area;
      if (RANK[status]! < RANK[this.lights[light]!]!) this.lights[light] = status;
    }
    let met = 0;
    let score = 0;
    for (const index of this.targets) {
      if (this.cells.status(first + index * BLOCK) === STATUS_NUMBER.met) met++;
      score += this.cells.progresses[first + index * BLOCK]! || 0;
    }
    this.metCounts[village] = met;
    this.scores[village] = this.targets.length ? score / this.targets.length : 0;
  }

  private count(tally: DistrictTally, village: VillageNumber, sign: 1 | -1): void {
    const first = this.cells.at(village, 0);
    for (let index = 0; index < this.indicators; index++) {
      const cell = first + index * BLOCK;
      tally.countStatus(index, this.cells.status(cell), sign);
      if (this.summed[index] && this.cells.hasPair(cell))
        tally.addPair(index, this.cells.num(cell), this.cells.den(cell), sign);
    }
    const { length } = this.programme.areas;
    for (let area = 0; area < length; area++)
      tally.countLight(area, this.lights[village * length + area]!, sign);
    tally.countVillage(this.scores[village]!, this.metCounts[village] === this.targets.length, sign);
  }

  private median(indicator: number, tallies: readonly DistrictTally[], name: string): Ratio | null {
    const key = `${indicator} ${name}`;
    const known = this.medians.get(key);
    if (known !== undefined) return known;
    const counted = this.tallies.map((tally) => tallies.includes(tally));
    const keys = new Float64Array(this.capacity);
    let size = 0;
    for (let village = 0; village < this.capacity; village++)
      if (counted[this.districtOf[village]!]) {
        const ratio = this.cells.ratio(this.cells.at(village, indicator));
        if (!Number.isNaN(ratio)) keys[size++] = ratio;
      }
    const value = medianOfPairs(keys.subarray(0, size), (sought) => {
      const pairs: Pair[] = [];
      for (let village = 0; village < this.capacity; village++) {
        const cell = this.cells.at(village, indicator);
        if (counted[this.districtOf[village]!] && this.cells.ratio(cell) === sought)
          pairs.push([this.cells.num(cell), this.cells.den(cell)]);
      }
      return pairs;
    });
    this.medians.set(key, value);
    return value;
  }

  private tallyOf(district: string): DistrictTally {
    const known = this.tallies.find((tally) => tally.district === district);
    if (known) return known;
    const tally = new DistrictTally(this.programme, district, this.tallies.length);
    this.tallies.push(tally);
    return tally;
  }

  private grow(villages: number): void {
    const blocks = Math.ceil(Math.max(villages, this.capacity * 1.5) / BLOCK);
    this.capacity = blocks * BLOCK;
    const areas = this.programme.areas.length;
    const grown = <T extends Uint8Array | Int16Array | Float64Array>(to: T, old: T): T => (to.set(old), to);
    this.cells.grow(this.capacity);
    this.lights = grown(new Uint8Array(this.capacity * areas).fill(NO_DATA), this.lights);
    this.scores = grown(new Float64Array(this.capacity), this.scores);
    this.metCounts = grown(new Uint8Array(this.capacity), this.metCounts);
    this.districtOf = grown(new Int16Array(this.capacity).fill(NEVER), this.districtOf);
  }
}
