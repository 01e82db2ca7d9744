import type { RecordKey } from '../domain/touched';
import { KEY, OTHER, VILLAGE } from '../opened-wells.fixture';
import type { BureauKeys } from '../stores/bureau-stores';
import type { PrivateEntry, PrivateStore } from './private-store';

/** A private store that can be opened any number of times, as after a restart; entries die at once. */
export interface PrivatePlace {
  open(keys: BureauKeys, area?: string): Promise<PrivateStore>;
  remove(): Promise<void>;
}

export const well = (id: string, village = VILLAGE): RecordKey => ({ kind: 'well', village, id });
export const CLOSED = { events: [], closed: true, actor: 'u-1', at: '2018-06-15T01:00:00.000Z' };
const [NEW, THIRD] = [Buffer.alloc(32, 9), Buffer.alloc(32, 10)];

/** What every private store promises. */
export function privateStoreContract(name: string, createPlace: () => Promise<PrivatePlace>): void {
  describe(`${name}: the contract of the private store`, () => {
    let place: PrivatePlace;
    let store: PrivateStore;
    let seq: number;
    beforeEach(async () => {
      seq = 0;
      place = await createPlace();
      store = await place.open({ key: KEY });
    });
    afterEach(async () => {
      await store.close().catch(() => {}); // closed before, or never opened
      await place.remove();
    });
    const reopen = async (keys: BureauKeys = { key: KEY }) => {
      await store.close();
      store = await place.open(keys);
    };
    const entry = (
      record: RecordKey,
      eventId: string,
      values: PrivateEntry['values'],
      more: Partial<PrivateEntry> = {},
    ): PrivateEntry => ({
      ...{ record, person: record, eventId, villageseq: ++seq, idempotencyKey: `key of ${eventId}`, values },
      ...more,
    });
    /** Keeps values of the record, for its own person or another, as an event that is in the log; the event. */
    const keep = async (record: RecordKey, values: PrivateEntry['values'], more?: Partial<PrivateEntry>) => {
      const one = entry(record, `event-${seq + 1}`, values, more);
      await store.put([one]);
      store.confirm([one.eventId]);
      return one.eventId;
    };

    it('given values, the latest of each field is shown, once its event is in the log', async () => {
      await store.put([
        entry(well('a'), 'e1', { owner: '王芳', phone: '1' }),
        entry(well('b'), 'e2', { owner: 'x' }),
      ]);
      expect(await store.get(well('a'))).toBeUndefined();
      store.confirm(['e1']);
      await store.put([entry(well('a'), 'e3', { phone: '2' })]);
      expect(await store.get(well('a'))).toEqual({ owner: '王芳', phone: '1' });
      store.confirm(['e3']);
      for (const again of [false, true]) {
        if (again) await reopen();
        expect(await store.get(well('a'))).toEqual({ owner: '王芳', phone: '2' });
        expect(await store.get(well('b'))).toBeUndefined();
      }
      expect(await store.get(well('a', OTHER))).toBeUndefined();
    });

    it('given an event that is not appended, nothing of it is kept', async () => {
      await store.put([entry(well('a'), 'e1', { owner: 'x' }, { identity: 'd1' })]);
      await store.discard(['e1']);
      store.confirm(['e1']);
      expect(await store.get(well('a'))).toBeUndefined();
      expect(await store.recordsOf(['d1'])).toEqual(new Map());
      await keep(well('a'), { owner: 'y' });
      await reopen();
      expect(await store.get(well('a'))).toEqual({ owner: 'y' });
    });

    it('given a command that is decided again and put again, its values count once', async () => {
      const one = entry(well('a'), 'e1', { owner: 'x' });
      await store.put([one]);
      await store.put([{ ...one, villageseq: 7 }]);
      store.confirm(['e1']);
      await reopen();
      expect(await store.get(well('a'))).toEqual({ owner: 'x' });
    });

    it('given what a dead command left, it is swept, and what is in the log is taken over', async () => {
      await store.put([entry(well('a'), 'e1', { owner: 'x' }), entry(well('b'), 'e2', { owner: 'y' })]);
      await reopen();
      const asked = new Set<string>();
      const swept = await store.sweep(async ({ eventId, idempotencyKey, record: { id } }) => {
        asked.add(`${id} ${idempotencyKey}`);
        return eventId === 'e1';
      });
      expect([swept, asked]).toEqual([1, new Set(['a key of e1', 'b key of e2'])]);
      expect([await store.get(well('a')), await store.get(well('b'))]).toEqual([{ owner: 'x' }, undefined]);
      await reopen();
      expect(await store.sweep(async () => false)).toBe(0);
      expect(await store.get(well('a'))).toEqual({ owner: 'x' });
    });

    it('given digests of whom records are recognised by, the last of each record counts', async () => {
      await keep(well('a'), { id: '1' }, { identity: 'd1' });
      await keep(well('b'), { id: '1' }, { identity: 'd1' });
      await keep(well('b'), { id: '2' }, { identity: 'd2' });
      await keep(well('b'), { remark: 'x' });
      for (const again of [false, true]) {
        if (again) await reopen();
        expect(await store.recordsOf(['d1', 'd2', 'd3'])).toEqual(
          new Map([
            ['d1', [well('a')]],
            ['d2', [well('b')]],
          ]),
        );
        expect(await store.identitiesOf([well('b'), well('c'), well('a')])).toEqual(['d2', undefined, 'd1']);
      }
      await store.erase(well('a'), CLOSED);
      expect(await store.recordsOf(['d1'])).toEqual(new Map());
    });

    it('given a person who is erased, all under their key and with their record is gone, and nobody else', async () => {
      const inspection = { ...well('i'), kind: 'inspection' };
      await keep(well('a'), { owner: '王芳' });
      await keep(inspection, { findings: '井台破损' }, { person: well('a') });
      await keep(well('b'), { owner: '李伟' });
      expect(await store.erase(well('a'), CLOSED)).toEqual([well('a'), inspection]);
      for (const again of [false, true]) {
        if (again) await reopen();
        expect(await store.get(well('a'))).toBeUndefined();
        expect(await store.get(inspection)).toBeUndefined();
        expect(await store.get(well('b'))).toEqual({ owner: '李伟' });
        expect([store.erasedAt(well('a')), store.erasedAt(well('b'))]).toEqual([CLOSED.at, undefined]);
      }
      expect(await store.erase(well('a'), { ...CLOSED, at: '2019-01-01T00:00:00.000Z' })).toEqual([]);
      expect(store.erasedAt(well('a'))).toBe(CLOSED.at);
    });

    it('given an event that names them under the key of another, its values are gone too', async () => {
      const inspection = { ...well('i'), kind: 'inspection' };
      const moved = await keep(inspection, { findings: '井台破损' }, { person: well('b') });
      await keep(well('b'), { owner: '李伟' });
      expect(await store.erase(well('a'), { ...CLOSED, events: [moved, 'no such'] })).toEqual([inspection]);
      expect(await store.get(inspection)).toBeUndefined();
      expect(await store.get(well('b'))).toEqual({ owner: '李伟' });
    });

    it('given a record that stands for nobody, it takes new values after its erasure', async () => {
      await keep(well('a'), { owner: '王芳' });
      await store.erase(well('a'), { ...CLOSED, closed: false });
      expect(store.erasedAt(well('a'))).toBeUndefined();
      await keep(well('a'), { owner: '李伟' });
      for (const again of [false, true]) {
        if (again) await reopen();
        expect(await store.get(well('a'))).toEqual({ owner: '李伟' });
      }
    });

    it('given a command that waits for the log meanwhile, its values are gone with the others', async () => {
      await store.put([entry(well('a'), 'e', { owner: '王芳' })]);
      await store.erase(well('a'), CLOSED);
      store.confirm(['e']);
      await reopen();
      expect(await store.get(well('a'))).toBeUndefined();
    });

    it('given another key with the former one, everything is read, alike, and the former is needed no more', async () => {
      await keep(well('a'), { owner: '王芳' });
      const digest = store.digest('王芳');
      await reopen({ key: NEW, formerKeys: [THIRD, KEY] });
      expect(await store.get(well('a'))).toEqual({ owner: '王芳' });
      await keep(well('b'), { owner: '李伟' });
      await reopen({ key: NEW });
      expect([await store.get(well('a')), await store.get(well('b'))]).toEqual([
        { owner: '王芳' },
        { owner: '李伟' },
      ]);
      expect(store.digest('王芳')).toBe(digest);
    });

    it('given a key that does not fit, or another area, it says so, and everything stays as it is', async () => {
      await keep(well('a'), { owner: '王芳' });
      await store.close();
      await expect(place.open({ key: NEW })).rejects.toThrow('encrypted with a key that is not given');
      await expect(place.open({ key: NEW, formerKeys: [THIRD] })).rejects.toThrow('JIEDUI_KEY_FORMER');
      await expect(place.open({ key: KEY }, 'housing')).rejects.toThrow();
      await expect(place.open({ key: Buffer.alloc(16) })).rejects.toThrow('32 bytes');
      store = await place.open({ key: KEY });
      expect(await store.get(well('a'))).toEqual({ owner: '王芳' });
    });

    it('given a text, its digest is the same after a restart, and another in any other store', async () => {
      const digest = store.digest('王芳');
      await reopen();
      expect(store.digest('王芳')).toBe(digest);
      expect(store.digest('王芬')).not.toBe(digest);
      const other = await createPlace();
      const elsewhere = await other.open({ key: KEY });
      expect(elsewhere.digest('王芳')).not.toBe(digest);
      await elsewhere.close();
      await other.remove();
    });
  });
}
