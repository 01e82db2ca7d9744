import type { RecordQuery, RecordReader, RecordView } from '../records/record-store';

const AT_ONCE = 500;

/** Every record of a list, page after page. */
export async function* allRecords(
  records: RecordReader,
  query: Omit<RecordQuery, 'limit' | 'cursor'>,
): AsyncGenerator<RecordView> {
  let cursor: string | undefined;
  do {
    const page = await records.list({ ...query, limit: AT_ONCE, ...(cursor !== undefined && { cursor }) });
    yield* page.records;
    cursor = page.next;
  } while (cursor !== undefined);
}
