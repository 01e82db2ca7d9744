import type { Readable } from 'node:stream';
import { fromBuffer, type Entry, type ZipFile } from 'yauzl';
import { damaged, notAWorkbook, tooMuch } from './refused';

/** What a file may hold when it is unpacked: far above a workbook of 10,000 rows, far below what hurts. */
const MOST_PARTS = 1_000;
const MOST_BYTES = 64 * 1024 * 1024;
/** A part above this size is not a thousandth of it when packed, unless somebody made it so. */
const SMALL = 1024 * 1024;
const HIGHEST_RATIO = 200;

/** The parts of a packed file. */
export interface Archive {
  /** The bytes of a part, no more than the archive declares; undefined when it has none of that name. */
  part(name: string): AsyncIterable<Uint8Array> | undefined;
}

/**
 * Opens a packed file whose parts, as it declares them, are few and small enough; throws a WorkbookRefused
 * before anything is unpacked.
 */
export async function openArchive(bytes: Buffer): Promise<Archive> {
  if (bytes.toString('latin1', 0, 2) !== 'PK') throw notAWorkbook();
  const file = await zipFile(bytes);
  const entries = await entriesOf(file);
  return {
    part(name) {
      const entry = entries.get(name);
      return entry && chunksOf(file, entry);
    },
  };
}

const zipFile = (bytes: Buffer): Promise<ZipFile> =>
  new Promise((resolve, reject) =>
    fromBuffer(bytes, { lazyEntries: true, autoClose: false }, (error, file) =>
      error ? reject(damaged()) : resolve(file),
    ),
  );

function entriesOf(file: ZipFile): Promise<ReadonlyMap<string, Entry>> {
  const entries = new Map<string, Entry>();
  let total = 0;
  return new Promise((resolve, reject) => {
    file.on('error', () => reject(damaged()));
    file.on('end', () => resolve(entries));
    file.on('entry', (entry: Entry) => {
      const { fileName, uncompressedSize, compressedSize } = entry;
      total += uncompressedSize;
      if (entry.isEncrypted()) return reject(notAWorkbook());
      if (entries.size >= MOST_PARTS || total > MOST_BYTES)
        return reject(
          tooMuch(`解压后超过 ${MOST_BYTES >> 20} MB`, `more than ${MOST_BYTES >> 20} MB unpacked`),
        );
      if (uncompressedSize > SMALL && uncompressedSize > HIGHEST_RATIO * compressedSize)
        return reject(tooMuch('压缩比异常', 'it is packed far more tightly than any workbook'));
      entries.set(fileName, entry);
      file.readEntry();
    });
    file.readEntry();
  });
}

/** yauzl ends with an error where a part unpacks to more, or less, than is declared. */
async function* chunksOf(file: ZipFile, entry: Entry): AsyncGenerator<Buffer> {
  const stream = await new Promise<Readable>((resolve, reject) =>
    file.openReadStream(entry, (error, stream) => (error ? reject(damaged()) : resolve(stream))),
  );
  try {
    yield* stream;
  } catch {
    throw damaged();
  }
}
