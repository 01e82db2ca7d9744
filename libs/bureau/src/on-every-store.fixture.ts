import { describeWithMongo, newDatabase, stopMongo } from '@jiedui/mongo/testing';
import { temporaryFolder, type Place } from './stores.fixture';

/** A server on the same machine as everything else, and a disk that is asked for each commit. */
jest.setTimeout(120_000);

/** Runs specs on the embedded stores, and on MongoDB where there is one. */
export function onEveryStore(name: string, specs: (newPlace: () => Promise<Place>) => void): void {
  describe(`${name}, embedded`, () => specs(async () => temporaryFolder()));
  describeWithMongo(`${name}, in MongoDB`, () => {
    specs(async () => {
      const { uri, database } = await newDatabase();
      return `${uri}#${database}`;
    });
    afterAll(stopMongo);
  });
}
