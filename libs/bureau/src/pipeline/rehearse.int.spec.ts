import fc from 'fast-check';
import {
  accepted,
  command,
  eventsOf,
  newKey,
  OTHER,
  rulesOf,
  VILLAGE,
  wellsOfEachTest,
} from '../opened-wells.fixture';
import type { Answer, Command } from './command';

describe('a rehearsal', () => {
  const here = wellsOfEachTest();
  const submit = async (...args: Parameters<typeof command>) => accepted(await here.submit(...args));
  const dig = async () =>
    (await submit('DigWell', { depth: 'deep' }, { occurredOn: '2018-05-01' })).record.id;

  it('given commands of one record, then each is decided on what those before it would leave, and nothing is recorded', async () => {
    const wellId = await dig();
    const rehearse = here.wells.pipeline.rehearse();
    const opened = await rehearse(command('OpenWell', { wellId }, { ifMatch: 1 }));
    expect(opened).toMatchObject({ status: 'accepted', repeated: false, record: { id: wellId, version: 2 } });
    expect(rulesOf(await rehearse(command('OpenWell', { wellId })))).toEqual(['well-works-already']);
    expect(await rehearse(command('DryWell', { wellId }, { ifMatch: 1 }))).toEqual({
      status: 'stale',
      version: 2,
    });
    expect(await rehearse(command('DryWell', { wellId }, { ifMatch: 2 }))).toMatchObject({
      status: 'accepted',
    });
    expect(await eventsOf(here.wells.log)).toHaveLength(1);
    expect(await here.wells.privateStore.get({ kind: 'well', village: VILLAGE, id: wellId })).toBeUndefined();
    expect(rulesOf(await here.wells.pipeline.rehearse()(command('DryWell', { wellId })))).toEqual([
      'well-does-not-work',
    ]);
  });

  it('given a key that was used, then it answers as then, or that it was used for something else', async () => {
    const wellId = await dig();
    const open = command('OpenWell', { wellId });
    const then = accepted(await here.wells.pipeline.submit(open));
    const rehearse = here.wells.pipeline.rehearse();
    expect(await rehearse(open)).toEqual({ ...then, repeated: true });
    expect(await rehearse({ ...open, input: { wellId: 'another' } })).toEqual({ status: 'key-reused' });
  });

  it('given one person twice, then the second is refused as the pipeline would', async () => {
    const join = () =>
      command(
        'JoinMember',
        { incomeFen: 1 },
        { personal: { name: '王五', identityNumber: '120119198001011234' } },
      );
    const rehearse = here.wells.pipeline.rehearse();
    const rehearsed = [await rehearse(join()), await rehearse(join())].map(outcomeOf);
    const done = [await here.wells.pipeline.submit(join()), await here.wells.pipeline.submit(join())].map(
      outcomeOf,
    );
    expect(rehearsed).toEqual(done);
  });

  it('always answers as the pipeline does afterwards', async () => {
    const ids = [await dig(), await dig(), await dig()];
    const anyCommand = fc.record({
      name: fc.constantFrom(
        'OpenWell',
        'DryWell',
        'NoteWell',
        'FillWell',
        'InspectWell',
        'DigWell',
        'ReportYield',
      ),
      wellId: fc.constantFrom(...ids, 'unknown'),
      village: fc.constantFrom(VILLAGE, VILLAGE, OTHER),
      day: fc.integer({ min: 1, max: 20 }).map((day) => `2018-06-${String(day).padStart(2, '0')}`),
      ifMatch: fc.option(fc.integer({ min: 1, max: 6 }), { nil: undefined, freq: 6 }),
    });
    const inputs: Readonly<Record<string, (wellId: string) => Command['input']>> = {
      DigWell: () => ({ depth: 'shallow' }),
      ReportYield: () => ({ year: 2018, litres: 900 }),
      InspectWell: (wellId) => ({ wellId, passed: true }),
    };
    await fc.assert(
      fc.asyncProperty(fc.array(anyCommand, { minLength: 1, maxLength: 15 }), async (some) => {
        const commands = some.map(({ name, wellId, village, day, ifMatch }) =>
          command(name, (inputs[name] ?? ((id: string) => ({ wellId: id })))(wellId), {
            ...{ village, occurredOn: day, idempotencyKey: newKey() },
            ...(ifMatch && { ifMatch }),
          }),
        );
        const rehearse = here.wells.pipeline.rehearse();
        const rehearsed = await Promise.all(commands.map(rehearse));
        const done: Answer[] = [];
        for (const one of commands) done.push(await here.wells.pipeline.submit(one));
        expect(rehearsed.map(outcomeOf)).toEqual(done.map(outcomeOf));
      }),
      { numRuns: 40 },
    );
  });
});

/** What an answer says, without the ids that were made for it. */
function outcomeOf(answer: Answer): unknown {
  if (answer.status === 'accepted') {
    const { events, record, ...rest } = answer;
    return {
      ...rest,
      types: events.map(({ type, villageseq }) => [type, villageseq]),
      version: record.version,
    };
  }
  return answer.status === 'refused' ? answer.violations.map(({ rule }) => rule) : answer;
}
