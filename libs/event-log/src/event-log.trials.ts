import fc from 'fast-check';
import type { Commit, EventLog } from './event-log';
import type { LogStore } from './event-log.contract';
import { commit, OTHER, seqs, statuses, upTo, VILLAGE } from './event-log.fixture';
import { appendAndKill, SIZE_OF_THE_KILLED } from './event-log.killed';

interface Trial {
  store(): LogStore;
  /** The log that was opened first, as it is now. */
  log(): EventLog;
  /** One more handle of the same store. */
  open(): Promise<EventLog>;
  /** Closes the first log and opens it again. */
  reopen(): Promise<void>;
}

/** The part of the contract that takes many hands, many tries, or a kill. */
export function eventLogTrials({ store, log, open, reopen }: Trial): void {
  it('given two writers of the same villages, numbers are gapless and a reader misses no commit', async () => {
    const second = await open();
    const reader = await open();
    const seen: Commit[] = [];
    let position = 0;
    const follow = async () => {
      for (const entry of await reader.scan(position, 7)) {
        seen.push(entry.commit);
        position = entry.position;
      }
    };
    let writing = true;
    const following = (async () => {
      while (writing) {
        await follow();
        await new Promise(setImmediate);
      }
    })();
    let conflicts = 0;
    const write = async (handle: EventLog, village: string, times: number) => {
      for (let done = 0; done < times;) {
        const head = await handle.head(village);
        await new Promise(setImmediate); // the others come in between
        const size = 1 + (done % 3);
        const [result] = await handle.append([commit(village, head + 1, { size })]);
        if (result!.status === 'appended') done++;
        else conflicts++;
      }
    };
    await Promise.all(
      [log(), second].flatMap((handle) => [
        write(handle, VILLAGE, 60),
        write(handle, VILLAGE, 60),
        write(handle, OTHER, 30),
      ]),
    );
    writing = false;
    await following;
    await follow();
    while ((await reader.scan(position, 1)).length) await follow();
    expect(conflicts).toBeGreaterThan(0);
    expect(seen).toHaveLength(300);
    for (const [village, commits] of [
      [VILLAGE, 240],
      [OTHER, 60],
    ] as const) {
      const mine = seen.filter((entry) => entry.village === village);
      expect(mine).toHaveLength(commits);
      expect(mine.flatMap(({ events }) => seqs(events))).toEqual(upTo(commits * 2));
      expect(seqs(await log().read(village, 1, 10_000))).toEqual(upTo(commits * 2));
    }
    expect(await log().summary()).toEqual(await second.summary());
  });

  it('given a writer that is killed, everything acknowledged is there and nothing is half there', async () => {
    let acknowledged = 0;
    for (const more of [1, 40, 200]) acknowledged = await appendAndKill(store().writer, acknowledged + more);
    const { events } = await log().summary();
    expect(events).toBeGreaterThanOrEqual(acknowledged);
    const all = await log().scan(0, events);
    expect(all.reduce((sum, { commit }) => sum + commit.events.length, 0)).toBe(events);
    for (const village of [VILLAGE, OTHER]) {
      const mine = all.filter(({ commit }) => commit.village === village);
      const numbers = mine.flatMap(({ commit }) => seqs(commit.events));
      expect(numbers).toEqual(upTo(numbers.length));
      for (const { commit } of mine) expect(commit.events).toHaveLength(SIZE_OF_THE_KILLED);
    }
  });

  it('whatever is appended, reopened and appended again, the log holds exactly that', async () => {
    const villages = fc.constantFrom('120110000001', '120110000002', 'city');
    const step = fc.oneof(
      {
        weight: 9,
        arbitrary: fc.record({
          village: villages,
          ahead: fc.constantFrom(0, 0, 0, 1, -1),
          key: fc.nat(30),
        }),
      },
      { weight: 1, arbitrary: fc.constant('reopen' as const) },
    );
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(step, { maxLength: 6 }), { maxLength: 12 }), async (batches) => {
        run++;
        const expected = new Map<string, number>();
        const used = new Set<string>();
        const named = (village: string) => `${village}-${run}`;
        for (const batch of batches) {
          if (batch.includes('reopen')) {
            await reopen();
          }
          const wanted: string[] = [];
          const heads = new Map(expected);
          const undone = new Set<string>();
          const commits = batch
            .filter((entry) => entry !== 'reopen')
            .map(({ village, ahead, key }) => {
              const head = heads.get(village) ?? 0;
              const idempotencyKey = `${run}/${key}`;
              const follows = !ahead && !undone.has(village);
              wanted.push(used.has(idempotencyKey) ? 'repeated' : follows ? 'appended' : 'conflict');
              if (wanted.at(-1) === 'appended') {
                heads.set(village, head + 1);
                used.add(idempotencyKey);
              } else undone.add(village);
              return commit(named(village), head + 1 + ahead, { idempotencyKey });
            });
          expect(statuses(await log().append(commits))).toEqual(wanted);
          heads.forEach((head, village) => expected.set(village, head));
        }
        for (const [village, head] of expected) {
          expect(await log().head(named(village))).toBe(head);
          expect(seqs(await log().read(named(village), 1, 1000))).toEqual(upTo(head));
        }
        for (const key of used) expect(await log().findByKey(key)).toMatchObject({ idempotencyKey: key });
      }),
      { numRuns: 40 },
    );
  });
}
