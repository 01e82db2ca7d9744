import { readCases } from './case-file';
import { runCase } from './run-case';
import { ways } from './ways';

const cases = ['edges.json', 'random-1.json'].flatMap((file) => readCases(`libs/programme/cases/${file}`));

describe.each(ways)('$name', (way) => {
  it.each(cases)('$name ($why)', async (one) => {
    expect((await runCase(one, way)).filter((miss) => miss !== undefined)).toEqual([]);
  });
});
