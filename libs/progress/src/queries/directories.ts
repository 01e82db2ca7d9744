import type { AsOf, VillageNumber } from '../book/book';
import type { Aggregator } from '../consumer/aggregator';
import { directoryOf, orderByCode, type Directory } from './directory';

/** Directories that are made again when a village came or the registry said something. */
export class Directories {
  private byCode: Int32Array = new Int32Array(0);

  constructor(private readonly aggregator: Aggregator) {}

  for(at: () => AsOf): () => Directory {
    let held: { readonly key: string; readonly of: unknown; readonly directory: Directory } | undefined;
    return () => {
      const { book, registry } = this.aggregator;
      if (this.byCode.length !== book.villages.size) this.byCode = orderByCode(book.villages);
      const point = at();
      const key = `${registry.version} ${book.villages.size} ${point.day}`;
      if (held?.key !== key || held.of !== registry) {
        const nameOf = (village: VillageNumber) => registry.factsAt(village, point)?.name;
        held = { key, of: registry, directory: directoryOf(book.villages, this.byCode, nameOf) };
      }
      return held.directory;
    };
  }
}
