import type { RegistryFact } from '../book/registry-book';
import { factsOf, lastLineOf, type Chunk } from '../store/chunk';
import { eachDelta } from '../store/payload';
import type { LogEntry, Mark, Partition } from '../store/view-store';
import type { Fold } from './fold';
import { textOf } from './readers';
import type { Stream } from './sequencer';

/** Takes into the fold what the store says: what this aggregator has folded before, or another one. */
export class Refold {
  /** Texts that the store keeps waiting, of partitions that others write: by stream and number. */
  private readonly kept = new Map<Stream, Map<number, string>>();

  constructor(private readonly fold: Fold) {}

  /** `isNews`: events in it are told as such; it has its lines then. */
  take(partition: Partition, entry: LogEntry, isNews: boolean): void {
    if ('chunk' in entry) this.takeChunk(partition, entry.chunk, entry.mended, isNews);
    else if ('put' in entry) {
      for (const mark of entry.put) this.takeMark(partition, mark);
      for (const { kind, village, area, villageseq, id } of entry.drop) {
        const stream = this.fold.streams.find(village, area);
        if (stream === undefined) continue;
        if (kind === 'conflict') this.fold.troubles.closeConflict(stream, villageseq, id);
        else this.closeHole(stream, villageseq);
      }
    }
  }

  /** From here on this aggregator folds the partition, of which it has taken everything. */
  own(partition: Partition): void {
    const { fold } = this;
    for (const [stream, texts] of this.kept)
      if (fold.streams.partitionOf(stream) === partition) {
        this.kept.delete(stream);
        const area = fold.streams.areaOf(stream);
        for (const value of texts.values())
          fold.accept({ area, partition, value, origin: undefined, isKept: true });
      }
    this.forgetForetoldHoles(partition);
  }

  /** From here on another one does; everything of it is in the store. */
  release(partition: Partition): void {
    const { sequencer, streams } = this.fold;
    for (const stream of sequencer.gapped())
      if (streams.partitionOf(stream) === partition)
        for (const [number, { arriving }] of sequencer.release(stream))
          this.keep(stream, number, textOf(arriving.value!));
  }

  /** A hole was told, but its number never counted as seen: whoever wrote it ended in between. It comes again. */
  private forgetForetoldHoles(partition: Partition): void {
    const { troubles, streams, sequencer } = this.fold;
    for (const [stream, number] of troubles.openHoles())
      if (streams.partitionOf(stream) === partition && number > sequencer.head(stream))
        this.fold.writeOff(stream, number);
  }

  private takeChunk(partition: Partition, chunk: Chunk, mended: boolean, isNews: boolean): void {
    const { streams, sequencer, folded, into } = this.fold;
    const stream = streams.find(chunk.village, chunk.area);
    if (stream === undefined) return;
    streams.settle(stream, partition);
    const village = streams.villageOf(stream);
    const area = streams.areaOf(stream);
    if (streams.isRegistry(stream))
      for (const fact of factsOf<RegistryFact>(chunk)) {
        if (into.registry.apply(village, fact) && isNews) into.current?.markAll();
        this.see(area, Date.parse(fact.time), mended);
      }
    else {
      let knownMs = 0;
      eachDelta(
        chunk.payload,
        (ms) => this.see(area, (knownMs = ms), mended),
        (slot, day, year, sum, count) => into.book.add(village, knownMs, slot, day, year, sum, count),
      );
    }
    if (mended) this.closeHole(stream, chunk.firstSeq);
    else {
      folded[area]!.events += chunk.lastSeq - chunk.firstSeq + 1;
      sequencer.restoreHead(stream, chunk.lastSeq);
      this.closeGap(stream, chunk.lastSeq);
    }
    if (isNews) into.current?.mark(village, area, lastLineOf(chunk), chunk.lastSeq - chunk.firstSeq + 1);
  }

  private takeMark(partition: Partition, mark: Mark): void {
    const { fold } = this;
    if (mark.kind === 'dead-letter') return this.takeLetter(mark);
    const stream = fold.streams.find(mark.village, mark.area);
    if (stream === undefined) return;
    fold.streams.settle(stream, partition);
    if (mark.kind === 'waiting') {
      if (mark.villageseq > fold.sequencer.head(stream)) this.keep(stream, mark.villageseq, mark.body);
      return;
    }
    const { id, seen } = fold.troubles.restore(stream, mark);
    if (mark.kind === 'gap') {
      fold.sequencer.restoreGap(stream, seen);
      fold.closeGap(stream);
    }
    if (mark.kind === 'hole') fold.sequencer.restoreHole(stream, mark.villageseq, id);
  }

  private takeLetter({ id, area, body }: Mark): void {
    const { letters } = this.fold;
    if ('outcome' in (JSON.parse(body) as object)) letters.settle(id);
    else letters.open(id, area);
  }

  private keep(stream: Stream, number: number, text: string): void {
    let texts = this.kept.get(stream);
    if (!texts) this.kept.set(stream, (texts = new Map()));
    texts.set(number, text);
  }

  /** Everything up to `head` is applied: it waits no more. */
  private closeGap(stream: Stream, head: number): void {
    const { sequencer } = this.fold;
    const texts = this.kept.get(stream);
    for (const number of texts?.keys() ?? []) if (number <= head) texts!.delete(number);
    if (texts?.size === 0) this.kept.delete(stream);
    if (!sequencer.hasGap(stream)) return;
    sequencer.takeNext(stream); // nothing waits there, but the gap may be over
    this.fold.closeGap(stream);
  }

  private closeHole(stream: Stream, number: number): void {
    this.fold.sequencer.closeHole(stream, number);
    this.fold.troubles.closeHole(stream, number);
  }

  private see(area: number, knownMs: number, mended: boolean): void {
    const folded = this.fold.folded[area]!;
    if (knownMs > folded.lastMs) folded.lastMs = knownMs;
    if (!mended) this.fold.onFolded?.(area, knownMs);
  }
}
