import { describeWithMongo, newDatabase, stopMongo } from '@jiedui/mongo/testing';
import { KEY } from '../opened-wells.fixture';
import type { BureauKeys } from '../stores/bureau-stores';
import { openMongoPrivateStore } from './mongo-private-store';
import { CLOSED, privateStoreContract, well } from './private-store.contract';
import { DecideAgain, type PrivateEntry } from './private-store';

afterAll(stopMongo);

async function newPlace() {
  const [values, register] = [await newDatabase(), await newDatabase()];
  return {
    connect: values.connect,
    open: async (keys: BureauKeys, area = 'wells', deadAfterMs = 0) =>
      openMongoPrivateStore(await values.connect(), await register.connect(), {
        area,
        ...keys,
        deadAfterMs,
      }),
    async remove() {
      await values.remove();
      await register.remove();
    },
  };
}

const entry = (id: string, seq: number, owner: string): PrivateEntry => ({
  ...{ record: well(id), person: well(id), eventId: `e${seq}`, villageseq: seq, idempotencyKey: `k${seq}` },
  values: { owner },
});

describeWithMongo('MongoDB', () => {
  privateStoreContract('MongoDB', newPlace);

  describe('replicas that share a private store', () => {
    let place: Awaited<ReturnType<typeof newPlace>>;
    beforeEach(async () => {
      place = await newPlace();
    });
    afterEach(() => place.remove());
    const open = () => place.open({ key: KEY }, 'wells', 3_600_000);
    const inLog =
      (...eventIds: readonly string[]) =>
      async ({ eventId }: { eventId: string }) =>
        eventIds.includes(eventId);

    it('given a person whom one erases, the other keeps and shows nothing of them any more', async () => {
      const [a, b] = [await open(), await open()];
      await b.put([entry('w', 1, '王芳')]);
      b.confirm(['e1']);
      expect(await b.get(well('w'))).toEqual({ owner: '王芳' });
      await a.erase(well('w'), CLOSED);
      expect(b.erasedAt(well('w'))).toBeUndefined(); // it has not heard of it
      await expect(b.put([entry('v', 2, '李伟'), entry('w', 3, '王芳')])).rejects.toThrow(DecideAgain);
      expect(b.erasedAt(well('w'))).toBe(CLOSED.at);
      expect([await b.get(well('w')), await a.get(well('v'))]).toEqual([undefined, undefined]);
    });

    it('given a record that stands for nobody and that one erases, the other keeps new values that all can read', async () => {
      const [a, b] = [await open(), await open()];
      await b.put([entry('w', 1, '王芳')]);
      await a.erase(well('w'), { ...CLOSED, closed: false });
      await b.put([entry('w', 2, '李伟')]).catch((again: unknown) => {
        expect(again).toBeInstanceOf(DecideAgain);
        return b.put([entry('w', 2, '李伟')]);
      });
      await b.close();
      const c = await open();
      await c.sweep(inLog('e2'));
      expect(await c.get(well('w'))).toEqual({ owner: '李伟' });
    });

    it('given a command that one is just appending, the other leaves it, and counts it once it is in the log', async () => {
      const [a, b] = [await open(), await open()];
      await a.put([{ ...entry('w', 1, '王芳'), identity: 'd' }]);
      let isAppended = false;
      expect(await b.sweep(async () => isAppended)).toBe(0);
      expect([await b.get(well('w')), await b.recordsOf(['d'])]).toEqual([undefined, new Map()]);
      isAppended = true;
      expect(await b.get(well('w'))).toEqual({ owner: '王芳' });
      expect(await b.recordsOf(['d'])).toEqual(new Map([['d', [well('w')]]]));
    });

    it('given values that replicas put in another order than that of the log, the latest event wins', async () => {
      const [a, b] = [await open(), await open()];
      await b.put([entry('w', 1, 'later')]); // decided first, and again behind the other
      await a.put([{ ...entry('w', 2, 'first'), villageseq: 1 }]);
      await b.put([{ ...entry('w', 1, 'later'), villageseq: 2 }]);
      await a.sweep(async () => true);
      expect(await a.get(well('w'))).toEqual({ owner: 'later' });
    });

    it('given many who make the key of one person at once, everybody reads everything', async () => {
      const stores = await Promise.all([open(), open(), open()]);
      await Promise.all(stores.map((store, i) => store.put([entry('w', i + 1, `${i}`)])));
      await stores[0]!.sweep(async () => true);
      expect(await stores[0]!.get(well('w'))).toEqual({ owner: '2' });
    });

    it('given everything that is kept, no value stands in it in clear', async () => {
      const store = await open();
      await store.put([entry('w', 1, 'MARKED 王芳')]);
      store.confirm(['e1']);
      await store.close();
      const { db } = await place.connect();
      for (const { name } of await db!.listCollections().toArray())
        for (const document of await db!.collection(name).find({}, { promoteBuffers: true }).toArray())
          for (const value of Object.values(document))
            expect(
              Buffer.from(value instanceof Uint8Array ? value : JSON.stringify(value)).includes('MARKED'),
            ).toBe(false);
    });
  });
});
