import {
  STATUSES,
  WORST_FIRST,
  type Day,
  type Evaluation,
  type IndicatorDef,
  type Programme,
  type Ratio,
  type Status,
} from '@jiedui/programme';
import type { VillageNumber } from './book';
import type { ListFigures } from './current';
import { medianOfPairs } from './median-of-pairs';
import { DistrictTally, isSummed, isYearly, pairOf, type Pair } from './district-tally';
import type { Overview } from './tally';

const CODE = Object.fromEntries(STATUSES.map((status, code) => [status, code])) as Record<Status, number>;
const NO_DATA = CODE['no-data'];
const INFO = CODE.info;
const PROVISIONAL = 8;
/** Position of each status code in WORST_FIRST; `info` never counts. */
const RANK = STATUSES.map((status) => (status === 'info' ? WORST_FIRST.length : WORST_FIRST.indexOf(status)));
const NO_DISTRICT = -1;
/** The cells of so many villages lie together, indicator by indicator: who reads one indicator reads in a row. */
const BLOCK = 64;

/** The evaluations of all villages for one point in time, packed, with the tallies of each district. */
export class FigureTable implements ListFigures {
  private readonly indicators: number;
  private readonly areaOf: readonly number[];
  /** Indicators that decide an area's light: its targets, where it has none its others without `info`. */
  private readonly lighting: readonly boolean[];
  private readonly targets: readonly number[];
  private readonly kinds: readonly IndicatorDef['kind'][];
  private readonly summed: readonly boolean[];
  private readonly yearly: readonly boolean[];
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
    villages = 0,
  ) {
    const { indicators, areas } = programme;
    this.indicators = indicators.length;
    this.kinds = indicators.map(({ def }) => def.kind);
    this.summed = this.kinds.map(isSummed);
    this.yearly = this.kinds.map(isYearly);
    this.areaOf = indicators.map(({ area }) => areas.findIndex(({ id }) => id === area));
    this.targets = indicators.filter(({ def }) => def.target).map(({ index }) => index);
    this.lighting = indicators.map(
      ({ area, def }) => def.target || !indicators.some((other) => other.area === area && other.def.target),
    );
    if (villages > 0) this.grow(villages);
  }

  /** Takes in evaluations of a village; indicators that are left out keep theirs. */
  put(
    village: VillageNumber,
    district: string | undefined,
    evaluations: readonly (Evaluation | undefined)[],
  ): void {
    if (village >= this.capacity) this.grow(village + 1);
    const before = this.districtOf[village]!;
    const tally = district === undefined ? undefined : this.tallyOf(district);
    const after = tally ? tally.number : NO_DISTRICT;
    if (before !== NO_DISTRICT) this.count(this.tallies[before]!, village, -1);
    if (before !== after) this.medians.clear();
    for (let index = 0; index < evaluations.length; index++) {
      const evaluation = evaluations[index];
      if (evaluation) this.write(village, index, evaluation);
    }
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
    return village < this.capacity ? this.progresses[this.cellOf(village, indicator)]! : NaN;
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
    const known = Math.min(marks.length, this.capacity);
    for (let village = 0; village < known; village++)
      if (!wanted[this.districtOf[village]!]) marks[village] = 0;
    marks.fill(0, known);
  }

  unmarkStatuses(marks: Uint8Array, indicator: number, among: ReadonlySet<Status>): void {
    const wanted = STATUSES.map((status) => among.has(status));
    const known = Math.min(marks.length, this.capacity);
    for (let village = 0; village < known; village++)
      if (!wanted[this.cells[this.cellOf(village, indicator)]! & 7]) marks[village] = 0;
  }

  unmarkLights(marks: Uint8Array, area: number, among: ReadonlySet<Status>): void {
    const wanted = STATUSES.map((status) => among.has(status));
    const areas = this.programme.areas.length;
    const known = Math.min(marks.length, this.capacity);
    for (let village = 0; village < known; village++)
      if (!wanted[this.lights[village * areas + area]!]) marks[village] = 0;
  }

  readScores(into: Float64Array): void {
    into.set(this.scores.subarray(0, into.length));
  }

  readProgress(indicator: number, into: Float64Array): void {
    const known = Math.min(into.length, this.capacity);
    for (let village = 0; village < known; village++)
      into[village] = this.progresses[this.cellOf(village, indicator)]!;
  }

  overview(district?: string): Overview {
    const tallies =
      district === undefined ? this.tallies : this.tallies.filter((tally) => tally.district === district);
    const sum = new DistrictTally(this.programme, '', NO_DISTRICT);
    for (const tally of tallies) sum.addAll(tally);
    return sum.overview((indicator) => this.median(indicator, tallies, district ?? ''));
  }

  private cell(village: VillageNumber, indicator: number): number {
    return village < this.capacity ? this.cells[this.cellOf(village, indicator)]! : NO_DATA;
  }

  private write(village: VillageNumber, index: number, evaluation: Evaluation): void {
    const cell = this.cellOf(village, index);
    const { progress } = evaluation;
    this.cells[cell] = CODE[evaluation.status] + (evaluation.provisional ? PROVISIONAL : 0);
    this.progresses[cell] = progress === null ? NaN : Number(progress.num) / Number(progress.den);
    const [num, den] = pairOf(this.kinds[index]!, evaluation.value);
    if (this.yearly[index] && this.medians.size) this.medians.clear();
    if (this.largePairs.size) this.largePairs.delete(cell);
    if (typeof num === 'bigint' || typeof den === 'bigint') this.largePairs.set(cell, [num, den]);
    this.pairs[cell * 2] = Number(num);
    this.pairs[cell * 2 + 1] = Number(den);
  }

  /** Lights, score and number of targets met follow from the indicators. */
  private summarise(village: VillageNumber): void {
    const first = this.cellOf(village, 0);
    const areas = this.programme.areas.length;
    this.lights.fill(INFO, village * areas, (village + 1) * areas);
    for (let index = 0; index < this.indicators; index++) {
      if (!this.lighting[index]) continue;
      const status = this.cells[first + index * BLOCK]! & 7;
      const light = village * areas + this.areaOf[index]!;
      if (RANK[status]! < RANK[this.lights[light]!]!) this.lights[light] = status;
    }
    let met = 0;
    let score = 0;
    for (const index of this.targets) {
      if ((this.cells[first + index * BLOCK]! & 7) === CODE.met) met++;
      score += this.progresses[first + index * BLOCK]! || 0;
    }
    this.metCounts[village] = met;
    this.scores[village] = this.targets.length ? score / this.targets.length : 0;
  }

  private count(tally: DistrictTally, village: VillageNumber, sign: 1 | -1): void {
    const first = this.cellOf(village, 0);
    for (let index = 0; index < this.indicators; index++) {
      const cell = first + index * BLOCK;
      tally.countStatus(index, this.cells[cell]! & 7, sign);
      if (!this.summed[index] || Number.isNaN(this.pairs[cell * 2]!)) continue;
      const large = this.largePairs.size > 0 ? this.largePairs.get(cell) : undefined;
      if (large) tally.addPair(index, large[0], large[1], sign);
      else tally.addPair(index, this.pairs[cell * 2]!, this.pairs[cell * 2 + 1]!, sign);
    }
    const areas = this.programme.areas.length;
    for (let area = 0; area < areas; area++)
      tally.countLight(area, this.lights[village * areas + area]!, sign);
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
    const keys = new Float64Array(this.capacity);
    let size = 0;
    for (let village = 0; village < this.capacity; village++)
      if (counted[this.districtOf[village]!]) {
        const ratio = this.nearest(village, indicator);
        if (!Number.isNaN(ratio)) keys[size++] = ratio;
      }
    const value = medianOfPairs(keys.subarray(0, size), (sought) => {
      const pairs: Pair[] = [];
      for (let village = 0; village < this.capacity; village++)
        if (counted[this.districtOf[village]!] && this.nearest(village, indicator) === sought)
          pairs.push(this.pairAt(this.cellOf(village, indicator)));
      return pairs;
    });
    this.medians.set(key, value);
    return value;
  }

  /** The double next to the ratio of a pair; NaN: none, or a denominator that is not above 0. */
  private nearest(village: VillageNumber, indicator: number): number {
    const pair = this.cellOf(village, indicator) * 2;
    return this.pairs[pair + 1]! > 0 ? this.pairs[pair]! / this.pairs[pair + 1]! : NaN;
  }

  private tallyOf(district: string): DistrictTally {
    const known = this.tallies.find((tally) => tally.district === district);
    if (known) return known;
    const tally = new DistrictTally(this.programme, district, this.tallies.length);
    this.tallies.push(tally);
    return tally;
  }

  private cellOf(village: VillageNumber, indicator: number): number {
    return (village >>> 6) * (this.indicators * BLOCK) + indicator * BLOCK + (village & 63);
  }

  private grow(villages: number): void {
    const blocks = Math.ceil(Math.max(villages, this.capacity * 1.5) / BLOCK);
    this.capacity = blocks * BLOCK;
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
