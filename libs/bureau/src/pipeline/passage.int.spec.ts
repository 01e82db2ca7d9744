import fs from 'node:fs';
import type { DomainEvent } from '@jiedui/programme';
import {
  accepted,
  command,
  eventsOf,
  openWells,
  OTHER,
  temporaryFolder,
  VILLAGE,
  type OpenedWells,
} from '../opened-wells.fixture';

describe('the passage of time', () => {
  let dir: string;
  let wells: OpenedWells;
  beforeEach(async () => {
    dir = temporaryFolder();
    wells = await openWells(dir);
  });
  afterEach(async () => {
    await wells.close();
    fs.rmSync(dir, { recursive: true });
  });
  const submit = async (...args: Parameters<typeof command>) =>
    accepted(await wells.pipeline.submit(command(...args)));
  const join = async (incomeFen: number, village = VILLAGE) =>
    (await submit('JoinMember', { incomeFen }, { village, occurredOn: '2018-06-01' })).record.id;
  const issued = async (village = VILLAGE): Promise<DomainEvent[]> =>
    (await eventsOf(wells.log, village)).filter(({ actor }) => actor === 'system');
  const many = (n: number, incomeFen: number, village = VILLAGE) =>
    Promise.all(Array.from({ length: n }, () => join(incomeFen, village)));

  it('given a new line, then each village gets one event for all that it changed, once', async () => {
    const poor = await many(3, 4);
    await many(2, 9);
    await many(1, 4, OTHER);
    wells.reference.setLine('2018-06-10', 5);
    expect(await wells.pipeline.passTime()).toBe(2);
    expect(await wells.pipeline.passTime()).toBe(0);
    const [event, ...more] = await issued();
    expect(more).toEqual([]);
    expect(event).toMatchObject({
      type: 'wells.LineReassessed',
      villageseq: 6,
      data: { occurredOn: '2018-06-10', lineFen: 5, lineEffectiveOn: '2018-06-10' },
    });
    expect(event!.data.changes.map(({ id }) => id).sort()).toEqual([...poor].sort());
    for (const { effectiveOn, before, after } of event!.data.changes)
      expect([effectiveOn, before!['belowLine'], after!['belowLine']]).toEqual(['2018-06-10', false, true]);
  });

  it('given more than 500 records, then several events carry them', async () => {
    await many(501, 4);
    wells.reference.setLine('2018-06-10', 5);
    expect(await wells.pipeline.passTime()).toBe(2);
    expect((await issued()).map(({ data }) => data.changes.length)).toEqual([500, 1]);
    expect((await wells.log.scan(0, 1_000)).at(-1)!.commit.events).toHaveLength(2);
  });

  it('given a day that comes, then what it does is issued for it, however late anybody looks', async () => {
    const id = await join(1);
    await submit('InsureMember', { memberId: id });
    wells.clock.set('2021-02-01T00:00:00.000Z');
    expect(await wells.pipeline.passTime()).toBe(1);
    expect((await issued())[0]).toMatchObject({
      type: 'wells.InsuranceLapsed',
      data: { occurredOn: '2019-01-01' },
    });
    wells.clock.set('2021-02-02T00:00:00.000Z');
    expect(await wells.pipeline.passTime()).toBe(0);
  });

  it('given a command that comes first, then what time did goes before it in the same commit', async () => {
    const id = await join(4);
    wells.reference.setLine('2018-06-10', 5);
    const answer = await submit('InsureMember', { memberId: id });
    expect(answer.events.map(({ type, villageseq }) => [type, villageseq])).toEqual([
      ['wells.LineReassessed', 2],
      ['wells.MemberInsured', 3],
    ]);
    expect(answer.record.version).toBe(3);
    expect(await wells.pipeline.passTime()).toBe(0);
  });

  it('given a restart and many who ask at once, with commands among them, then it is still issued once', async () => {
    const ids = [...(await many(40, 4)), ...(await many(40, 4, OTHER))];
    await wells.close();
    wells = await openWells(dir);
    wells.reference.setLine('2018-06-10', 5);
    const [first, ...others] = await Promise.all([
      wells.pipeline.passTime(),
      ...ids.slice(0, 20).map((memberId) => wells.pipeline.submit(command('InsureMember', { memberId }))),
      wells.pipeline.passTime(),
    ]);
    expect(first).toBe(2);
    expect(others.at(-1)).toBe(0);
    await wells.close();
    wells = await openWells(dir, { reference: wells.reference });
    expect(await wells.pipeline.passTime()).toBe(0);
    const changed = [...(await issued()), ...(await issued(OTHER))].flatMap(({ data }) =>
      data.changes.map(({ id }) => id),
    );
    expect(changed.sort()).toEqual(ids.sort());
  });

  it('given a line that is published late, then what it means for later reports is restated', async () => {
    const id = await join(4);
    await submit('ReassessMember', { memberId: id, incomeFen: 6 });
    wells.reference.setLine('2018-06-10', 5);
    wells.reference.setLine('2018-06-12', 8);
    expect(await wells.pipeline.passTime()).toBe(1);
    const { data } = (await issued())[0]!;
    expect(data).toMatchObject({ occurredOn: '2018-06-10', lineFen: 5 });
    expect(
      (await wells.records.find({ kind: 'member', village: VILLAGE, id }))!.timeline.published.map(
        ({ on, after }) => [on, after!['belowLine']],
      ),
    ).toEqual([
      ['2018-06-01', false],
      ['2018-06-10', true],
    ]);
  });
});
