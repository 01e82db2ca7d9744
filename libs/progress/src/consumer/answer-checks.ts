import type { Check, Fold } from '../fold/fold';
import type { Stream } from '../fold/sequencer';
import { idsOf } from '../store/chunk';
import type { ViewStore } from '../store/view-store';

interface Applied {
  readonly fold: Fold;
  readonly store: ViewStore;
}

/** Compares the ids of what came again with those that are applied. */
export async function answerChecks(applied: Applied): Promise<void> {
  const { fold } = applied;
  const byStream = Map.groupBy(fold.checks, ({ stream }) => stream);
  fold.checks = [];
  for (const [stream, checks] of byStream) {
    const ids = await appliedIds(applied, stream, checks);
    for (const check of checks) fold.checked(check, ids.get(check.number));
  }
}

async function appliedIds(
  { fold, store }: Applied,
  stream: Stream,
  checks: readonly Check[],
): Promise<Map<number, string | undefined>> {
  const { streams } = fold;
  const unwritten = fold.unwritten.ofStream(stream);
  const ids = new Map<number, string | undefined>();
  const stored: number[] = [];
  for (const { number } of checks) {
    const holder = unwritten.find((pending) => pending.idOf(stream, number) !== null);
    if (holder) ids.set(number, holder.idOf(stream, number)!);
    else stored.push(number);
  }
  if (stored.length) {
    const [from, to] = [Math.min(...stored), Math.max(...stored)];
    for (const chunk of await store.chunks(streams.code(stream), streams.area(stream), from, to))
      for (const [number, id] of idsOf(chunk)) if (stored.includes(number)) ids.set(number, id);
  }
  return ids;
}
