import { ApiPage, type Operation } from './api-page.fixture';
import { Platform, type Answer } from './platform.fixture';

const VILLAGE = '120119101201';

let platform: Platform;
let page: ApiPage;
beforeAll(async () => {
  platform = await Platform.start();
  page = await ApiPage.of(platform);
}, 120_000);
afterAll(() => platform.close());

/** Asks, and holds the answer against the page. */
async function ask(method: string, template: string, path = template, body?: object): Promise<Answer> {
  const operation = page.operations.find((known) => known.method === method && known.path === template)!;
  const headers = { 'content-type': 'application/json', 'idempotency-key': `page-${path}` };
  const answer = await platform.ask({ method, path, ...(body && { headers, body: JSON.stringify(body) }) });
  expect([method, path, page.objectionTo(operation, answer)]).toEqual([method, path, undefined]);
  return answer;
}

const reads = () => page.operations.filter(({ method, path }) => method === 'GET' && !path.includes('{'));
const isWorkbook = ({ path }: Operation): boolean => /xlsx$|\/templates\//.test(path);
/** What an address cannot do without. */
const needed = ({ parameters }: Operation): Record<string, string> =>
  parameters.some(({ name, required }) => name === 'indicator' && required) ? { indicator: 'HO1' } : {};
const withQuery = (path: string, query: Record<string, string>): string =>
  `${path}?${new URLSearchParams(query).toString()}`;

describe('the API page', () => {
  it('given the examples of all commands, then each is taken or refused by a rule, as documented', async () => {
    const commands = page.operations.filter(({ path }) => path.includes('/commands/'));
    await platform.register(VILLAGE);
    const statuses = [];
    for (const { path, example } of commands) statuses.push((await ask('POST', path, path, example)).status);
    expect([...new Set(statuses)].sort()).toEqual([200, 422]);
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThan(20);
  });

  it('given records, then whatever is read or erased of them answers as documented', async () => {
    const lists = page.operations.filter(({ path }) => /\/records\/[a-z-]+$/.test(path));
    let found = 0;
    for (const { path } of lists) {
      const [record] = JSON.parse((await ask('GET', path, `${path}?removed=true`)).body).records;
      if (!record) continue;
      found++;
      const [, api, area, , kind] = path.split('/');
      const ofVillage = `/${api}/${area}/villages/${record.village}`;
      const template = `/${api}/${area}/villages/{code}/records/{kind}/{id}`;
      const address = `${ofVillage}/records/${kind}/${record.id}`;
      await ask('GET', template, address);
      await ask('GET', `/${api}/${area}/villages/{code}/events`, `${ofVillage}/events`);
      for (const method of ['DELETE', 'GET']) await ask(method, `${template}/private`, `${address}/private`);
    }
    expect(found).toBeGreaterThan(10);
  });

  it('given any address without a place in it, then it answers as documented', async () => {
    for (const operation of reads()) {
      const { status } = await ask('GET', operation.path, withQuery(operation.path, needed(operation)));
      expect([operation.path, status]).toEqual([operation.path, 200]);
    }
  }, 120_000);

  it('given any value that a parameter may have, then it is taken', async () => {
    for (const operation of reads().filter((read) => !isWorkbook(read)))
      for (const { name, in: place, schema } of operation.parameters)
        if (place === 'query' && !HOLDS_BESIDE_OTHERS.includes(name))
          for (const value of page.valuesOf(schema)) {
            const path = withQuery(operation.path, { ...needed(operation), [name]: value });
            expect([path, (await ask('GET', operation.path, path)).status]).not.toEqual([path, 400]);
          }
  }, 120_000);
});

/** Parameters that only hold beside another, and cursors, which only a list gives out. */
const HOLDS_BESIDE_OTHERS = ['status', 'provisional', 'sort', 'since', 'from', 'to', 'cursor'];
