import type { EventLog } from './event-log';
import { commit, OTHER, seqs, statuses, upTo, VILLAGE } from './event-log.fixture';
import { eventLogTrials } from './event-log.trials';
import { leaseTrials } from './lease.trials';

/** A store that can be opened any number of times, as after a restart or by two processes. */
export interface LogStore {
  open(): Promise<EventLog>;
  /** A script with its arguments that opens the store and runs `appendUntilKilled` on it. */
  readonly writer: readonly string[];
  remove(): Promise<void>;
}

/** What every adapter of the log promises. */
export function eventLogContract(name: string, createStore: () => Promise<LogStore>): void {
  describe(`${name}: the contract of the event log`, () => {
    let store: LogStore;
    let log: EventLog;
    const opened: EventLog[] = [];
    const open = async () => {
      const handle = await store.open();
      opened.push(handle);
      return handle;
    };
    const reopen = async () => {
      await log.close();
      log = await store.open();
      opened.splice(0, 1, log);
    };
    beforeEach(async () => {
      store = await createStore();
      log = await open();
    });
    afterEach(async () => {
      await Promise.all(opened.splice(0).map((handle) => handle.close()));
      await store.remove();
    });

    it('given an empty log, everything is at its beginning', async () => {
      expect(await log.head(VILLAGE)).toBe(0);
      expect(await log.read(VILLAGE, 1, 10)).toEqual([]);
      expect(await log.scan(0, 10)).toEqual([]);
      expect(await log.findByKey('key')).toBeUndefined();
      expect(await log.summary()).toEqual({ events: 0, time: undefined, position: 0 });
      expect(await log.bookmark('relay')).toBe(0);
      expect(await log.append([])).toEqual([]);
    });

    it('given a commit of several events, it is found by village, key and position, as it was', async () => {
      const events = [
        '{"zh":"结对帮扶 𠮷 🏡"}',
        '{"text":"line\\nbreak \\u2028 \u2028"}',
        '{"quote":"\\"\'%"}',
      ];
      const written = commit(VILLAGE, 1, { events, idempotencyKey: '键-é-1', digest: 'd1' });
      const [result] = await log.append([written]);
      expect(result).toMatchObject({ status: 'appended' });
      expect(await log.head(VILLAGE)).toBe(3);
      expect(await log.read(VILLAGE, 1, 10)).toEqual(events);
      expect(await log.findByKey('键-é-1')).toEqual(written);
      expect(await log.scan(0, 10)).toEqual([
        { position: (result as { position: number }).position, commit: written },
      ]);
    });

    it('given many commits, read gives the events from a number on, within the limit', async () => {
      await log.append([commit(VILLAGE, 1, { size: 3 }), commit(OTHER, 1), commit(VILLAGE, 4, { size: 2 })]);
      await log.append([commit(VILLAGE, 6)]);
      expect(seqs(await log.read(VILLAGE, 2, 100))).toEqual([2, 3, 4, 5, 6]);
      expect(seqs(await log.read(VILLAGE, 2, 3))).toEqual([2, 3, 4]);
      expect(seqs(await log.read(VILLAGE, 5, 1))).toEqual([5]);
      expect(await log.read(VILLAGE, 7, 10)).toEqual([]);
      expect(await log.read(VILLAGE, 1, 0)).toEqual([]);
      expect(seqs(await log.read(OTHER, 1, 10))).toEqual([1]);
    });

    it('given a commit that does not follow the last one, it is a conflict and leaves nothing', async () => {
      await log.append([commit(VILLAGE, 1)]);
      const results = await log.append([
        commit(VILLAGE, 1),
        commit(VILLAGE, 3),
        commit(VILLAGE, 0),
        commit(OTHER, 2),
      ]);
      expect(statuses(results)).toEqual(['conflict', 'conflict', 'conflict', 'conflict']);
      expect((await log.summary()).events).toBe(1);
      expect(await log.head(OTHER)).toBe(0);
    });

    it('given a used key, it answers with the commit of then, whatever is asked with it now', async () => {
      const first = commit(VILLAGE, 1, { idempotencyKey: 'once', digest: 'a' });
      await log.append([first]);
      const again = commit(OTHER, 1, { idempotencyKey: 'once', digest: 'b' });
      expect(await log.append([again])).toEqual([{ status: 'repeated', commit: first }]);
      expect(await log.append([first])).toEqual([{ status: 'repeated', commit: first }]);
      expect(await log.head(OTHER)).toBe(0);
    });

    it('given a batch, each commit stands on its own terms, those of the same batch included', async () => {
      const twice = commit(VILLAGE, 2);
      const results = await log.append([
        commit(VILLAGE, 1),
        twice,
        commit(OTHER, 5),
        commit(VILLAGE, 3, { size: 2 }),
        commit(VILLAGE, 5),
        { ...twice, firstSeq: 6 },
      ]);
      expect(statuses(results)).toEqual([
        'appended',
        'appended',
        'conflict',
        'appended',
        'appended',
        'repeated',
      ]);
      expect(results[5]).toEqual({ status: 'repeated', commit: twice });
      expect(seqs(await log.read(VILLAGE, 1, 10))).toEqual(upTo(5));
      expect((await log.scan(0, 10)).map(({ commit: { firstSeq } }) => firstSeq)).toEqual([1, 2, 3, 5]);
    });

    it('given a commit of a batch that is not appended, nothing of its village that comes behind it is', async () => {
      const first = commit(VILLAGE, 1);
      await log.append([first]);
      // The second follows the head by its number, but was decided on what the first would have left.
      const results = await log.append([commit(VILLAGE, 1), commit(VILLAGE, 2), commit(OTHER, 1)]);
      expect(statuses(results)).toEqual(['conflict', 'conflict', 'appended']);
      const behind = await log.append([{ ...first, firstSeq: 2 }, commit(VILLAGE, 2), commit(VILLAGE, 3)]);
      expect(statuses(behind)).toEqual(['repeated', 'conflict', 'conflict']);
      expect(await log.head(VILLAGE)).toBe(1);
    });

    it('given a commit that cannot be written, nothing of its batch is', async () => {
      for (const events of [[], ['{\n}']])
        await expect(log.append([commit(VILLAGE, 1), commit(VILLAGE, 2, { events })])).rejects.toThrow(
          VILLAGE,
        );
      expect(await log.head(VILLAGE)).toBe(0);
      expect(statuses(await log.append([commit(VILLAGE, 1)]))).toEqual(['appended']);
    });

    it('given commits, scan and summary follow their order', async () => {
      await log.append([
        commit(VILLAGE, 1, { size: 2 }),
        commit(OTHER, 1, { time: '2018-03-05T02:11:09.124Z' }),
      ]);
      await log.append([commit(VILLAGE, 3, { time: '2018-03-06T00:00:00.000Z' })]);
      const all = await log.scan(0, 10);
      expect(all.map(({ commit: { village, firstSeq } }) => [village, firstSeq])).toEqual([
        [VILLAGE, 1],
        [OTHER, 1],
        [VILLAGE, 3],
      ]);
      expect(await log.scan(all[0]!.position, 1)).toEqual([all[1]]);
      expect(await log.scan(all[2]!.position, 1)).toEqual([]);
      expect(await log.summary()).toEqual({
        events: 4,
        time: '2018-03-06T00:00:00.000Z',
        position: all[2]!.position,
      });
    });

    it('given a commit of an earlier time than the last one, it is told from when on one may come', async () => {
      const [early, late] = ['2018-03-05T02:11:09.000Z', '2018-03-06T00:00:00.000Z'];
      await log.append([commit(VILLAGE, 1, { time: late })]);
      const results = await log.append([
        commit(OTHER, 1, { time: early }),
        commit(VILLAGE, 2, { time: late }),
        commit(OTHER, 1, { time: late }),
      ]);
      expect(results[0]).toEqual({ status: 'early', since: late });
      expect(statuses(results)).toEqual(['early', 'appended', 'conflict']);
      expect(statuses(await log.append([commit(OTHER, 1, { time: late })]))).toEqual(['appended']);
    });

    it('given a promise, no writer appends an earlier time, before or after a restart', async () => {
      const [early, promised, later] = [10, 20, 30].map((second) => `2018-03-05T02:11:${second}.000Z`);
      const second = await open();
      expect(await log.promise(early!)).toBe(early);
      expect(await log.promise(promised!)).toBe(promised);
      expect(await second.promise(early!)).toBe(promised);
      expect(await log.summary()).toEqual({ events: 0, time: undefined, position: 0 });
      expect(await log.scan(0, 10)).toEqual([]);
      for (const writer of [log, second])
        expect(await writer.append([commit(VILLAGE, 1, { time: early! })])).toEqual([
          { status: 'early', since: promised },
        ]);
      await reopen();
      expect(statuses(await log.append([commit(VILLAGE, 1, { time: early! })]))).toEqual(['early']);
      const batch = [commit(VILLAGE, 1, { time: promised! }), commit(VILLAGE, 2, { time: later! })];
      expect(statuses(await second.append(batch))).toEqual(['appended', 'appended']);
      expect(await log.promise(early!)).toBe(later);
      expect((await log.scan(0, 10)).map(({ position }) => position)).toEqual([1, 2]);
    });

    it('given bookmarks, they move forward only, each reader its own, and stay', async () => {
      await log.saveBookmark('relay', 7);
      await log.saveBookmark('relay', 3);
      await log.saveBookmark('lists', 4);
      await reopen();
      expect(await log.bookmark('relay')).toBe(7);
      expect(await log.bookmark('lists')).toBe(4);
    });

    it('given work for one alone, whoever knows its beat takes it, before or after a restart', async () => {
      const second = await open();
      expect(await log.tenure('relay')).toEqual({ holder: '', beat: 0 });
      expect(await log.takeTenure('relay', 0, 'a')).toBe(true);
      expect(await second.takeTenure('relay', 0, 'b')).toBe(false);
      expect(await second.tenure('relay')).toEqual({ holder: 'a', beat: 1 });
      expect(await log.takeTenure('relay', 1, 'a')).toBe(true);
      expect(await second.takeTenure('relay', 1, 'b')).toBe(false);
      await reopen();
      expect(await log.tenure('relay')).toEqual({ holder: 'a', beat: 2 });
      expect(await second.takeTenure('relay', 2, 'b')).toBe(true);
      expect(await log.takeTenure('relay', 2, 'a')).toBe(false);
      expect(await log.tenure('other work')).toEqual({ holder: '', beat: 0 });
    });

    it('given a log that was closed, it goes on where it was', async () => {
      await log.append([commit(VILLAGE, 1, { size: 2, idempotencyKey: 'before' })]);
      await reopen();
      expect(await log.head(VILLAGE)).toBe(2);
      expect((await log.findByKey('before'))?.firstSeq).toBe(1);
      expect(statuses(await log.append([commit(VILLAGE, 2)]))).toEqual(['conflict']);
      expect(statuses(await log.append([commit(VILLAGE, 3)]))).toEqual(['appended']);
      expect((await log.summary()).events).toBe(3);
    });

    leaseTrials({ log: () => log, open });
    eventLogTrials({ store: () => store, log: () => log, open, reopen });
  });
}
