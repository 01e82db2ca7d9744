import { createHash } from 'node:crypto';
import type { Programme } from '@jiedui/programme';
import { REGISTRY } from '../book/registry-view';
import type { RegistryFact } from '../book/registry-book';
import { entriesOf, factsOf, type Chunk } from '../store/chunk';

/**
 * A digest of what the events of a village and area up to `villageseq` added, whatever the order in which they
 * were folded and however they are cut into chunks: SHA-256 of one line per event, in JSON, sorted.
 */
export function fingerprintOf(programme: Programme, chunks: readonly Chunk[], villageseq: number): string {
  const lines = chunks.flatMap((chunk) =>
    chunk.area === REGISTRY
      ? factsOf<RegistryFact>(chunk).map((fact) => [fact.villageseq, canonical(fact)] as const)
      : entriesOf(programme, chunk).map(
          ({ villageseq: seq, id, time, deltas }) =>
            [seq, canonical({ seq, id, time, deltas: deltas.map(canonical).sort() })] as const,
        ),
  );
  const hash = createHash('sha256');
  for (const line of lines
    .filter(([seq]) => seq <= villageseq)
    .map(([, text]) => text)
    .sort())
    hash.update(`${line}\n`);
  return hash.digest('hex');
}

/** JSON with the fields of every object in the order of their names. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
