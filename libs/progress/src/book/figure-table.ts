import { median, STATUSES, WORST_FIRST, type Day, type Evaluation, type Programme, type Ratio, type Status } from '@jiedui/programme';
import type { VillageNumber } from './book';
import type { Figures } from './current';
import { DistrictTally, isYearly, pairOf, type Pair } from './district-tally';
import type { Overview } from './tally';

const CODE = Object.fromEntries(STATUSES.map((status, code) => [status, code])) as Record<Status, number>;
const NO_DATA = CODE['no-data'];
const INFO = CODE.info;
const PROVISIONAL = 8;
/** Position of each status code in WORST_FIRST; `info` never counts. */
const RANK = STATUSES.map((status) => (status === 'info' ? WORST_FIRST.length : WORST_FIRST.indexOf(status)));
const NO_DISTRICT = -1;

/** The evaluations of all villages for one point in time, packed, with the tallies of each district. */
export class FigureTable implements Figures {
  private readonly indicators: number;
  private readonly areaOf: readonly number[];
  /** Indicators that decide an area's light: its targets, where it has none its others without `info`. */
  private readonly lighting: readonly boolean[];
  private readonly targets: readonly number[];
  private capacity = 0;
  private cells = new Uint8Array(0);
  private progresses = new Float64Array(0);
  private lights = new Uint8Array(0);
  private scores = new Float64Array(0);
  private metCounts = new Uint8Array(0);
  private districtOf = new Int16Array(0);
  /** The numbers that the tallies sum or take the median of: two per cell; NaN: none. */
  private pairs = new Float64Array(0);
  /** Pairs that are not safe integers, by cell. */
  private readonly largePairs = new Map<number, Pair>();
  private readonly tallies: DistrictTally[] = [];
  private readonly medians = new Map<string, Ratio | null>();

  constructor(
    private readonly programme: Programme,
    readonly day: Day,
  ) {
    const { indicators, areas } = programme;
    this.indicators = indicators.length;
    this.areaOf = indicators.map(({ area }) => areas.findIndex(({ id }) => id === area));
    this.targets = indicators.filter(({ def }) => def.target).map(({ index }) => index);
    this.lighting = indicators.map(
      ({ area, def }) => def.target || !indicators.some((other) => other.area === area && other.def.target),
    );
  }

  /** Takes in evaluations of a village; indicators that are left out keep theirs. */
  put(village: VillageNumber, district: string | undefined, evaluations: readonly (Evaluation | undefined)[]): void {
    if (village >= this.capacity) this.grow(village + 1);
    const before = this.districtOf[village]!;
    const tally = district === undefined ? undefined : this.tallyOf(district);
    const after = tally ? tally.number : NO_DISTRICT;
    if (before !== NO_DISTRICT) this.count(this.tallies[before]!, village, -1);
    if (before !== after) this.medians.clear();
    evaluations.forEach((evaluation, index) => evaluation && this.write(village, index, evaluation));
    this.summarise(village);
    this.districtOf[village] = after;
    if (tally) this.count(tally, village, 1);
  }

  district(village: VillageNumber): string | undefined {
    return this.tallies[this.districtOf[village] ?? NO_DISTRICT]?.district;
  }

  status(village: VillageNumber, indicator: number): Status {
    return STATUSES[this.cell(village, indicator) & 7]!;
  }

  provisional(village: VillageNumber, indicator: number): boolean {
    return (this.cell(village, indicator) & PROVISIONAL) !== 0;
  }

  progress(village: VillageNumber, indicator: number): number {
    return village < this.capacity ? this.progresses[village * this.indicators + indicator]! : NaN;
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

  overview(district?: string): Overview {
    const tallies =
      district === undefined ? this.tallies : this.tallies.filter((tally) => tally.district === district);
    const sum = new DistrictTally(this.programme, '', NO_DISTRICT);
    for (const tally of tallies) sum.addAll(tally);
    return sum.overview((indicator) => this.median(indicator, tallies, district ?? ''));
  }

  private cell(village: VillageNumber, indicator: number): number {
    return village < this.capacity ? this.cells[village * this.indicators + indicator]! : NO_DATA;
  }

  private write(village: VillageNumber, index: number, evaluation: Evaluation): void {
    const cell = village * this.indicators + index;
    const { progress } = evaluation;
    this.cells[cell] = CODE[evaluation.status] + (evaluation.provisional ? PROVISIONAL : 0);
    this.progresses[cell] = progress === null ? NaN : Number(progress.num) / Number(progress.den);
    const { kind } = this.programme.indicators[index]!.def;
    const [num, den] = pairOf(kind, evaluation.value) ?? [NaN, NaN];
    if (this.medians.size && isYearly(kind)) this.medians.clear();
    if (this.largePairs.size) this.largePairs.delete(cell);
    if (typeof num === 'bigint' || typeof den === 'bigint') this.largePairs.set(cell, [num, den]);
    this.pairs[cell * 2] = Number(num);
    this.pairs[cell * 2 + 1] = Number(den);
  }

  /** Lights, score and number of targets met follow from the indicators. */
  private summarise(village: VillageNumber): void {
    const first = village * this.indicators;
    const areas = this.programme.areas.length;
    this.lights.fill(INFO, village * areas, (village + 1) * areas);
    for (let index = 0; index < this.indicators; index++) {
      if (!this.lighting[index]) continue;
      const status = this.cells[first + index]! & 7;
      const light = village * areas + this.areaOf[index]!;
      if (RANK[status]! < RANK[this.lights[light]!]!) this.lights[light] = status;
    }
    let met = 0;
    let score = 0;
    for (const index of this.targets) {
      if ((this.cells[first + index]! & 7) === CODE.met) met++;
      score += this.progresses[first + index]! || 0;
    }
    this.metCounts[village] = met;
    this.scores[village] = this.targets.length ? score / this.targets.length : 0;
  }

  private count(tally: DistrictTally, village: VillageNumber, sign: 1 | -1): void {
    const first = village * this.indicators;
    for (let index = 0; index < this.indicators; index++) {
      tally.countStatus(index, this.cells[first + index]! & 7, sign);
      if (tally.sumsUp(index) && !Number.isNaN(this.pairs[(first + index) * 2]!))
        tally.addPair(index, ...this.pairAt(first + index), sign);
    }
    const areas = this.programme.areas.length;
    for (let area = 0; area < areas; area++) tally.countLight(area, this.lights[village * areas + area]!, sign);
    tally.countVillage(this.scores[village]!, this.metCounts[village] === this.targets.length, sign);
  }

  private pairAt(cell: number): Pair {
    return this.largePairs.get(cell) ?? [this.pairs[cell * 2]!, this.pairs[cell * 2 + 1]!];
  }

  private median(indicator: number, tallies: readonly DistrictTally[], name: string): Ratio | null {
    const key = `${indicator} ${name}`;
    const known = this.medians.get(key);
    if (known !== undefined) return known;
    const counted = this.tallies.map((tally) => tallies.includes(tally));
    const values: Ratio[] = [];
    for (let village = 0; village < this.capacity; village++) {
      const cell = village * this.indicators + indicator;
      if (!counted[this.districtOf[village]!] || !(this.pairs[cell * 2 + 1]! > 0)) continue;
      const [num, den] = this.pairAt(cell);
      values.push({ num, den });
    }
    const value = median(values);
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
    const from = this.capacity;
    this.capacity = Math.max(villages, Math.ceil(from * 1.5), 64);
    const cells = this.capacity * this.indicators;
    const areas = this.programme.areas.length;
    const grown = <T extends Uint8Array | Int16Array | Float64Array>(to: T, old: T): T => (to.set(old), to);
    this.cells = grown(new Uint8Array(cells).fill(NO_DATA), this.cells);
    this.progresses = grown(new Float64Array(cells).fill(NaN), this.progresses);
    this.pairs = grown(new Float64Array(cells * 2).fill(NaN), this.pairs);
    this.lights = grown(new Uint8Array(this.capacity * areas).fill(NO_DATA), this.lights);
    this.scores = grown(new Float64Array(this.capacity), this.scores);
    this.metCounts = grown(new Uint8Array(this.capacity), this.metCounts);
    this.districtOf = grown(new Int16Array(this.capacity).fill(NO_DISTRICT), this.districtOf);
  }
}
