import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import {
  accepted,
  command,
  correction,
  rulesOf,
  TODAY,
  VILLAGE,
  wellsOfEachTest,
} from '../opened-wells.fixture';
import type { Fact } from '../domain/replay';

const here = wellsOfEachTest();
const { submit, restart } = here;
const key = (kind: string, id: string) => ({ kind, village: VILLAGE, id });
const BY = { events: [], closed: true, actor: 'u-1', at: `${TODAY}T01:00:00.000Z` };

describe('the person behind a command', () => {
  const dig = async (personal = { owner: '王芳' }) =>
    accepted(await submit('DigWell', { depth: 'deep' }, { personal })).record.id;
  const inspect = async (wellId: string) =>
    accepted(await submit('InspectWell', { wellId, passed: true }, { personal: { findings: '井台破损' } }))
      .record.id;
  /** Record and event id -> whose key its values are under. */
  const owners = async (): Promise<string[]> => {
    await restart();
    const db = new DatabaseSync(path.join(here.folder, 'wells', 'private.db'));
    const rows = db.prepare('SELECT coalesce(person, record) AS owner FROM entries ORDER BY position').all();
    db.close();
    return rows.map(({ owner }) =>
      (JSON.parse(String(owner)) as string[]).filter((s) => s !== VILLAGE).join(' '),
    );
  };

  it('given an event about a person through another record, then their key keeps its values', async () => {
    const wellId = await dig();
    await submit('OpenWell', { wellId });
    const id = await inspect(wellId);
    expect(await owners()).toEqual([`well ${wellId}`, `well ${wellId}`]);
    expect(await here.wells.privateStore.get(key('inspection', id))).toEqual({ findings: '井台破损' });
    expect(await here.wells.privateStore.get(key('well', wellId))).toEqual({ owner: '王芳' });
  });

  it('given a correction, then the key of the one it is about in the end keeps its values', async () => {
    const [one, two] = [await dig(), await dig()];
    await submit('OpenWell', { wellId: one });
    await submit('OpenWell', { wellId: two });
    const id = await inspect(one);
    const [{ eventId }] = (await here.wells.records.find(key('inspection', id)))!.timeline.facts as [Fact];
    const personal = { remark: '写错井号' };
    const moved = { occurredOn: TODAY, input: { wellId: two, passed: true } };
    accepted(await here.wells.pipeline.correct(correction(eventId, { replacement: moved, personal })));
    accepted(await here.wells.pipeline.correct(correction(eventId, { personal })));
    expect((await owners()).slice(2)).toEqual([`well ${one}`, `well ${two}`, `well ${two}`]);
  });

  it('given persons who hold an office one after another, then each has a key of their own', async () => {
    const wellId = await dig();
    const keepers: string[] = [];
    for (const keeper of ['李伟', '张敏']) {
      accepted(await submit('NameKeeper', { wellId }, { personal: { keeper } }));
      const { timeline } = (await here.wells.records.find(key('well', wellId)))!;
      keepers.push(String(timeline.facts.at(-1)!.data['keeperId']));
    }
    expect(await owners()).toEqual([`well ${wellId}`, ...keepers.map((id) => `keeper ${id}`)]);
  });

  it('given they were erased, then no personal value is taken any more, with every other fault told too', async () => {
    const wellId = await dig();
    await here.wells.privateStore.erase(key('well', wellId), BY);
    await restart();
    const noted = await submit('NoteWell', { wellId }, { personal: { remark: '复查' } });
    expect(rulesOf(noted)).toEqual(['person-erased']);
    const inspected = { wellId, passed: true };
    expect(rulesOf(await submit('InspectWell', inspected, { personal: { findings: '好' } }))).toEqual([
      'well-does-not-work',
      'person-erased',
    ]);
    accepted(await submit('NoteWell', { wellId }));
    expect(await here.wells.privateStore.get(key('well', wellId))).toBeUndefined();
  });

  it('given they were erased, when the command that brought their values is repeated, then its answer of then is given', async () => {
    const dug = command('DigWell', { depth: 'deep' }, { personal: { owner: '王芳' } });
    const first = accepted(await here.wells.pipeline.submit(dug));
    await here.wells.privateStore.erase(key('well', first.record.id), BY);
    expect(await here.wells.pipeline.submit(dug)).toEqual({ ...first, repeated: true });
    expect(await here.wells.privateStore.get(key('well', first.record.id))).toBeUndefined();
  });
});
