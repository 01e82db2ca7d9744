import { join } from 'node:path';
import { StartRefused } from '@jiedui/service-host';
import { ServedWells, VILLAGE } from './served-wells.fixture';

const NEW = Buffer.alloc(32, 9).toString('hex');

describe('the keys of a service', () => {
  let wells: ServedWells;
  beforeEach(async () => (wells = await ServedWells.start()));
  afterEach(() => wells.end());

  it('given a new key without the former one, then a sentence tells the operator what to set, and nothing is lost', async () => {
    const wellId = await wells.digWell({ owner: '王五' });
    const personal = async () =>
      (await wells.get(`/villages/${VILLAGE}/records/well/${wellId}/private`)).body.personal;
    const former = { JIEDUI_KEY_FORMER_FILE: join(wells.service.host.dataFolder, 'key') };
    const refused = await wells.restart({ JIEDUI_KEY: NEW }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(StartRefused);
    expect((refused as StartRefused).sentences).toEqual([
      expect.stringMatching(/private\.db was encrypted with a key that is not given: .*JIEDUI_KEY_FORMER/),
    ]);
    for (const env of [{ JIEDUI_KEY: NEW, ...former }, { JIEDUI_KEY: NEW }]) {
      wells = await wells.restart(env);
      expect(await personal()).toEqual({ owner: '王五' });
    }
  });
});
