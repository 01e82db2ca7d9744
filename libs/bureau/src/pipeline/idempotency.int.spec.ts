import {
  accepted,
  command,
  eventsOf,
  newKey,
  openWells,
  OTHER,
  rulesOf,
  VILLAGE,
  type OpenedWells,
} from '../opened-wells.fixture';
import { onEveryStore } from '../on-every-store.fixture';
import { removePlace, type Place } from '../stores.fixture';

onEveryStore('given an idempotency key that was used', (newPlace) => {
  let place: Place;
  let wells: OpenedWells;
  beforeEach(async () => {
    place = await newPlace();
    wells = await openWells(place);
  });
  afterEach(async () => {
    await wells.close();
    await removePlace(place);
  });
  const submit = (...args: Parameters<typeof command>) => wells.pipeline.submit(command(...args));
  const dig = async () => accepted(await submit('DigWell', { depth: 'deep' })).record.id;

  it('when the same command comes again, then its answer of then is given and nothing is recorded', async () => {
    const open = command('OpenWell', { wellId: await dig() }, { personal: { remark: 'by hand' } });
    const first = accepted(await wells.pipeline.submit(open));
    expect(await wells.pipeline.submit(open)).toEqual({ ...first, repeated: true });
    await wells.close();
    wells = await openWells(place);
    expect(await wells.pipeline.submit({ ...open, ifMatch: 1 })).toEqual({ ...first, repeated: true });
    expect(await wells.log.head(VILLAGE)).toBe(2);
  });

  it('when another command comes with it, then it is refused, whatever differs', async () => {
    const wellId = await dig();
    const open = command('OpenWell', { wellId }, { personal: { remark: 'by hand' } });
    await wells.pipeline.submit(open);
    for (const other of [
      { name: 'DryWell' },
      { village: OTHER },
      { occurredOn: '2018-06-14' },
      { input: { wellId: 'other' } },
      { personal: { remark: 'by machine' } },
    ])
      expect(await wells.pipeline.submit({ ...open, ...other })).toEqual({ status: 'key-reused' });
    expect(await wells.log.head(VILLAGE)).toBe(2);
  });

  it('when it comes many times at once, then it is recorded once', async () => {
    const dig = command('DigWell', { depth: 'deep' });
    const answers = await Promise.all([
      ...Array.from({ length: 20 }, () => wells.pipeline.submit(dig)),
      wells.pipeline.submit({ ...dig, input: { depth: 'shallow' } }),
    ]);
    expect(answers.filter((answer) => answer.status === 'accepted' && !answer.repeated)).toHaveLength(1);
    expect(answers.filter((answer) => answer.status === 'accepted' && answer.repeated)).toHaveLength(19);
    expect(answers.at(-1)).toEqual({ status: 'key-reused' });
    expect(await wells.log.head(VILLAGE)).toBe(1);
  });

  it('when the first was refused, then it may be tried again', async () => {
    const wellId = await dig();
    const dry = command('DryWell', { wellId });
    expect(rulesOf(await wells.pipeline.submit(dry))).toEqual(['well-does-not-work']);
    await submit('OpenWell', { wellId });
    expect(accepted(await wells.pipeline.submit(dry)).repeated).toBe(false);
  });

  it('when others of its village come behind it, then they are decided anew', async () => {
    const first = command('DigWell', { depth: 'deep' });
    await wells.pipeline.submit(first);
    const answers = await Promise.all([
      wells.pipeline.submit(first),
      submit('DigWell', { depth: 'shallow' }),
      wells.pipeline.submit({ ...first, idempotencyKey: newKey() }),
    ]);
    expect(answers.map((answer) => accepted(answer).record.version)).toEqual([1, 2, 3]);
    expect((await eventsOf(wells.log)).map(({ villageseq }) => villageseq)).toEqual([1, 2, 3]);
  });
});
