import fc from 'fast-check';
import { assignNumbers, shareOut, withoutOthers, type Shares } from './share-out';

const sizes = (shares: Shares) => [...shares.values()].map((numbers) => numbers.length);
const all = (shares: Shares) => [...shares.values()].flat().sort((a, b) => a - b);
const upTo = (count: number) => Array.from({ length: count }, (_, number) => number);

/** What 12 partitions look like when members came and went. */
const someHeld = fc
  .array(fc.uniqueArray(fc.nat(11), { maxLength: 12 }), { minLength: 1, maxLength: 5 })
  .map((held): Shares => {
    const taken = new Set<number>();
    const mine = (numbers: number[]) => numbers.filter((n) => !taken.has(n) && taken.add(n));
    return new Map(held.map((numbers, i) => [`member-${i}`, mine(numbers)]));
  });

describe('the shares of a group', () => {
  it('given one member, it gets everything', () => {
    expect(shareOut(3, new Map([['a', []]]))).toEqual(new Map([['a', [0, 1, 2]]]));
  });

  it('given a member that left, the others keep what they have and take over the rest', () => {
    const held = new Map([
      ['a', [0, 1]],
      ['c', [4, 5]],
    ]);
    expect(shareOut(6, held)).toEqual(
      new Map([
        ['a', [0, 1, 2]],
        ['c', [4, 5, 3]],
      ]),
    );
  });

  it('given a member that joins, nobody but it gets a partition of another', () => {
    const held = new Map([
      ['a', [0, 1, 2]],
      ['b', [3, 4, 5]],
      ['c', []],
    ]);
    expect(shareOut(6, held)).toEqual(
      new Map([
        ['a', [0, 1]],
        ['b', [3, 4]],
        ['c', [5, 2]],
      ]),
    );
  });

  it('whoever had what, each partition is shared out once and evenly', () => {
    fc.assert(
      fc.property(someHeld, (held) => {
        const shares = shareOut(12, held);
        expect(all(shares)).toEqual(upTo(12));
        expect(Math.max(...sizes(shares)) - Math.min(...sizes(shares))).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('whoever had what, nobody is given what another still has, and two rounds settle it', () => {
    fc.assert(
      fc.property(someHeld, (held) => {
        const first = withoutOthers(shareOut(12, held), held);
        expect(new Set(all(first)).size).toBe(all(first).length);
        for (const [member, numbers] of first)
          for (const [other, had] of held)
            if (other !== member) expect(numbers.filter((number) => had.includes(number))).toEqual([]);
        const second = withoutOthers(shareOut(12, first), first);
        expect(all(second)).toEqual(upTo(12));
        expect(shareOut(12, second)).toEqual(second);
      }),
    );
  });
});

describe('the assignment of a group', () => {
  const assign = (members: Record<string, { owned: number[]; generationId: number }>) => {
    const topics = new Map(['a', 'b'].map((topic) => [topic, { partitionsCount: 3 }]));
    const subscriptions = Object.entries(members).map(([memberId, { owned, generationId }]) => [
      memberId,
      { memberId, version: 3, generationId, ownedPartitions: [{ topic: 'a', partitions: owned }] },
    ]);
    const assigned = assignNumbers('', new Map(subscriptions as never), new Set(topics.keys()), {
      topics,
    } as never);
    return Object.fromEntries(
      assigned.map(({ memberId, assignments }) => [
        memberId,
        [...assignments.values()].map(({ partitions }) => partitions),
      ]),
    );
  };

  it('given members, who has a partition has it in every topic', () => {
    expect(assign({ x: { owned: [0], generationId: 7 }, y: { owned: [1], generationId: 7 } })).toEqual({
      x: [
        [0, 2],
        [0, 2],
      ],
      y: [[1], [1]],
    });
  });

  it('given two who claim the same partition, neither has it before both have let go', () => {
    const claims = { x: { owned: [0, 1], generationId: 7 }, y: { owned: [0], generationId: 7 } };
    expect(Object.values(assign(claims)).flat(2)).not.toContain(0);
  });

  it('given a member that was away, what it claims counts no more', () => {
    expect(assign({ x: { owned: [0, 1, 2], generationId: 7 }, y: { owned: [0], generationId: 6 } })).toEqual({
      x: [
        [0, 1],
        [0, 1],
      ],
      y: [[], []],
    });
  });
});
