import type { KeptEvent, ReferenceStore } from './reference-store';

/** A store that can be opened any number of times, as after a restart or by several replicas. */
export interface ReferencePlace {
  open(): Promise<ReferenceStore>;
  remove(): Promise<void>;
}

const event = (key: string, villageseq: number, text = `${key}#${villageseq} 村`): KeptEvent => ({
  key,
  villageseq,
  text,
});

/** What every store of a bureau's copy of the registry promises. */
export function referenceStoreContract(name: string, createPlace: () => Promise<ReferencePlace>): void {
  describe(`${name}: the contract of the store of the registry's events`, () => {
    let place: ReferencePlace;
    let store: ReferenceStore;
    beforeEach(async () => {
      place = await createPlace();
      store = await place.open();
    });
    afterEach(async () => {
      await store.close();
      await place.remove();
    });
    const loaded = async (of = store) => {
      const all: KeptEvent[] = [];
      await of.load((event) => void all.push(event));
      return all;
    };

    it('given events, each is kept once under its key and number, and told by key and number', async () => {
      const events = [event('b', 2), event('city', 1), event('b', 1), event('b', 10)];
      expect(await store.keep([])).toEqual([]);
      expect(await store.keep(events)).toEqual([undefined, undefined, undefined, undefined]);
      const again = [event('b', 1, 'another'), event('b', 3), event('city', 1)];
      expect(await store.keep(again)).toEqual([event('b', 1).text, undefined, event('city', 1).text]);
      await store.close();
      store = await place.open();
      expect(await loaded()).toEqual(
        [
          ['b', 1],
          ['b', 2],
          ['b', 3],
          ['b', 10],
          ['city', 1],
        ].map(([key, seq]) => event(key as string, seq as number)),
      );
      expect([await store.find('b', 10), await store.find('b', 4)]).toEqual([event('b', 10).text, undefined]);
    });

    it('given a copy, it keeps its name, and whether it was whole once', async () => {
      const begun = await store.copy();
      expect(begun).toMatchObject({ id: expect.stringMatching(/^[\da-f-]{16,}$/), isWhole: false });
      await store.becomeWhole();
      await store.close();
      store = await place.open();
      expect(await store.copy()).toMatchObject({ id: begun.id, isWhole: true });
    });

    it('given the same number twice at once, the first is kept', async () => {
      const events = [event('a', 1), event('a', 1, 'another')];
      expect(await store.keep(events)).toEqual([undefined, event('a', 1).text]);
      expect(await loaded()).toEqual([event('a', 1)]);
    });
  });
}
