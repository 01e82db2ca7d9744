import type { GroupPartitionsAssigner } from '@platformatic/kafka';

/** Member -> the partition numbers it has, or shall have. */
export type Shares = ReadonlyMap<string, readonly number[]>;

/**
 * Divides partitions 0 to `count` - 1 among the members, of which none is held twice: no member gets more than
 * one more than another, and who has a partition keeps it unless it has too many.
 */
export function shareOut(count: number, held: Shares): Shares {
  const shares = new Map([...held].sort().map(([member, numbers]) => [member, [...numbers]]));
  const taken = new Set([...held.values()].flat());
  const bySize = () => [...shares.values()].sort((a, b) => a.length - b.length);
  for (let number = 0; number < count; number++) if (!taken.has(number)) bySize()[0]!.push(number);
  for (;;) {
    const sorted = bySize();
    const [least, most] = [sorted[0]!, sorted.at(-1)!];
    if (most.length - least.length <= 1) return shares;
    least.push(most.pop()!);
  }
}

/** What may be handed out at once: a partition that another member still has waits until that one lets go. */
export function withoutOthers(shares: Shares, held: Shares): Shares {
  const isHeldByOther = (number: number, member: string) =>
    [...held].some(([other, numbers]) => other !== member && numbers.includes(number));
  return new Map(
    [...shares].map(([member, numbers]) => [
      member,
      numbers.filter((number) => !isHeldByOther(number, member)),
    ]),
  );
}

/** Assigns partition numbers: who has one has it in every topic. Cooperative rebalancing (KIP-429). */
export const assignNumbers: GroupPartitionsAssigner = (_, members, topics, metadata) => {
  const newest = Math.max(...[...members.values()].map(({ generationId = -1 }) => generationId));
  const held: Shares = new Map(
    [...members].map(([id, { ownedPartitions = [], generationId = -1 }]) => [
      id,
      generationId < newest ? [] : [...new Set(ownedPartitions.flatMap(({ partitions }) => partitions))],
    ]),
  );
  const claims = [...held.values()].flat();
  const isClaimedOnce = (number: number) => claims.indexOf(number) === claims.lastIndexOf(number);
  const trusted = new Map([...held].map(([id, numbers]) => [id, numbers.filter(isClaimedOnce)]));
  const { partitionsCount: count } = metadata.topics.get([...topics][0]!)!; // the same in every topic
  return [...withoutOthers(shareOut(count, trusted), held)].map(([memberId, partitions]) => ({
    memberId,
    assignments: new Map([...topics].map((topic) => [topic, { topic, partitions: [...partitions] }])),
  }));
};
