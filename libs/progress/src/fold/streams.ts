import type { VillageNumber } from '../book/book';
import type { VillageIndex } from '../book/village-index';
import type { Partition } from '../store/view-store';
import type { Stream } from './sequencer';

/** The number of an area: its position in `areas`. */
export type AreaNumber = number;

/** Numbers the histories that have a villageseq of their own: one per village and area, in one partition each. */
export class Streams {
  private readonly partitions: (Partition | undefined)[] = [];

  constructor(
    /** The programme's areas and, last, the registry. */
    readonly areas: readonly string[],
    readonly villages: VillageIndex,
  ) {}

  of(village: VillageNumber, area: AreaNumber): Stream {
    return village * this.areas.length + area;
  }

  villageOf(stream: Stream): VillageNumber {
    return Math.floor(stream / this.areas.length);
  }

  areaOf(stream: Stream): AreaNumber {
    return stream % this.areas.length;
  }

  isRegistry(stream: Stream): boolean {
    return this.areaOf(stream) === this.areas.length - 1;
  }

  code(stream: Stream): string {
    return this.villages.code(this.villageOf(stream));
  }

  area(stream: Stream): string {
    return this.areas[this.areaOf(stream)]!;
  }

  /** Undefined before its first event. */
  partitionOf(stream: Stream): Partition | undefined {
    return this.partitions[stream];
  }

  /** False: it is in another partition. */
  settle(stream: Stream, partition: Partition): boolean {
    while (this.partitions.length <= stream) this.partitions.push(undefined);
    return (this.partitions[stream] ??= partition) === partition;
  }

  /** Undefined for an area that there is not (any more); a village is numbered when it is new. */
  find(village: string, area: string): Stream | undefined {
    const number = this.areas.indexOf(area);
    return number < 0 ? undefined : this.of(this.villages.numberOf(village), number);
  }
}
