import { join } from 'node:path';
import { DEAD_LETTER_TOPIC, topicOf, type DomainEvent } from '@jiedui/programme';
import { Workshop } from '../consumer/workshop.fixture';
import { eventOf, orchardAreas, villageCodes } from '../fold/orchards.fixture';
import { topicArchives } from '../rebuild/rebuild';
import { removeDatabase } from '../store/sqlite-view-store';
import { LetterDesk } from './desk';
import type { LetterRefused } from './words';

const village = villageCodes[0]!;
const TOPIC = topicOf('orchards');
const by = { by: 'u-7', now: '2019-09-30T05:00:00.000Z' };
const seen = (seq: number, more: Partial<DomainEvent<object>> = {}) => ({
  ...eventOf('orchards', village, seq, [
    {
      ...{ record: 'tree', id: `t${seq}`, effectiveOn: '2018-06-01', before: null },
      after: { state: 'bearing', worthFen: 5 },
    },
  ]),
  ...more,
});
/** Its number and village can be read, and no more. */
const broken = (seq: number) => seen(seq, { data: { occurredOn: '2018-06-01', changes: 'none' } as never });

describe('the dead letters', () => {
  let workshop: Workshop;
  let desk: LetterDesk;
  beforeEach(async () => {
    workshop = new Workshop();
    desk = new LetterDesk(workshop.transport, orchardAreas);
    await workshop.start();
  });
  afterEach(() => workshop.remove());

  const publish = async (...events: DomainEvent<object>[]) => {
    await workshop.publish(events);
    await workshop.aggregator.caughtUp();
  };
  const settle = async (work: Promise<void>) => {
    await work;
    await workshop.aggregator.caughtUp();
  };
  const restart = async () => {
    await workshop.stop();
    await workshop.start();
  };
  const trees = () => workshop.shown(village)?.find(({ name }) => name === 'trees')?.total;
  const health = () => {
    const { whole, deadLetters } = workshop.aggregator.health();
    return { whole, deadLetters };
  };
  const ids = async () => [...(await desk.letters()).keys()];
  const refusal = (work: Promise<void>) =>
    work.then(
      () => 'done',
      ({ rule }: LetterRefused) => rule,
    );

  it('tell where each came from, what it is about, and why it could not be folded', async () => {
    await workshop.transport.publish([{ topic: TOPIC, key: village, value: '不是\u001b[2J事件' }]);
    await publish(seen(1), broken(2), seen(3));
    expect(trees()).toBe(2); // the partition goes on
    expect(health()).toEqual({ whole: false, deadLetters: 2 });
    expect(workshop.aggregator.deadLetters()).toEqual(new Map([['orchards', 2]]));
    const since = '2019-09-30T04:00:00.000Z';
    expect([...(await desk.letters()).values()]).toEqual([
      expect.objectContaining({
        ...{ id: `${TOPIC}/0/1`, topic: TOPIC, partition: 0, offset: '1', key: village, area: 'orchards' },
        ...{ reason: 'not-json', at: 'value', since, value: '不是\u001b[2J事件' },
      }),
      expect.objectContaining({
        ...{ id: `${TOPIC}/0/3`, reason: 'data', at: 'changes', since, value: JSON.stringify(broken(2)) },
        ...{ village, villageseq: 2, event: seen(2).id },
      }),
    ]);
  });

  it('given one that is mended, it is folded once, however often what came is told again', async () => {
    await publish(seen(1), broken(2), seen(3));
    const [id] = await ids();
    await settle(desk.redrive(id!, by, JSON.stringify(seen(2))));
    expect([trees(), health()]).toEqual([3, { whole: true, deadLetters: 0 }]);
    await restart();
    await publish(broken(2), seen(2));
    expect(trees()).toBe(3);
    expect(await refusal(desk.redrive(id!, by, JSON.stringify(seen(2))))).toBe('settled');
    expect((await desk.letters()).get(id!)?.settlement).toMatchObject({ outcome: 'redriven', by: 'u-7' });
  });

  it('given views that are folded anew, whatever of a partition comes first, all is as it was', async () => {
    await publish(seen(1), broken(2), broken(3), seen(1, { id: 'another' }));
    const letters = [...(await desk.letters()).values()];
    const at = (reason: string, seq: number) =>
      letters.find((letter) => letter.reason === reason && letter.villageseq === seq)!.id;
    await settle(desk.redrive(at('data', 2), by, JSON.stringify(seen(2))));
    await settle(desk.discard(at('data', 3), by, 'untrue'));
    await settle(desk.discard(at('number-taken', 1), by, 'reported-anew'));
    expect([trees(), health()]).toEqual([2, { whole: true, deadLetters: 0 }]);
    await restart();
    expect([trees(), health()]).toEqual([2, { whole: true, deadLetters: 0 }]);
    await workshop.stop();
    removeDatabase(join(workshop.folder, 'views.db'));
    await workshop.start();
    await workshop.aggregator.caughtUp();
    expect([trees(), health()]).toEqual([2, { whole: true, deadLetters: 0 }]);
    expect(await ids()).toHaveLength(3);
  });

  it('given one that is discarded, it stays on record, and its number is a hole no more', async () => {
    await publish(broken(1));
    const [id] = await ids();
    expect(await refusal(desk.discard(id!, by, 'because'))).toBe('no-such-reason');
    await settle(desk.discard(id!, by, 'untrue'));
    expect(health()).toEqual({ whole: true, deadLetters: 0 });
    expect((await desk.letters()).get(id!)?.settlement).toMatchObject({
      ...{ outcome: 'discarded', by: 'u-7', why: 'untrue', since: by.now },
    });
    expect(await refusal(desk.redrive(id!, by, JSON.stringify(seen(1))))).toBe('settled');
    await publish(seen(2));
    await restart();
    expect([trees(), health()]).toEqual([1, { whole: true, deadLetters: 0 }]);
  });

  it('are not sent while they cannot be read, or as another event', async () => {
    await publish(seen(1), broken(2), seen(1, { id: 'another' }));
    const [first, taken] = await ids();
    const before = await mails();
    expect(await refusal(desk.redrive('jiedui.orchards.events/0/99', by))).toBe('no-such-letter');
    expect(await refusal(desk.redrive(first!, by))).toBe('unreadable');
    expect(await refusal(desk.redrive(first!, by, JSON.stringify(seen(3))))).toBe('other-event');
    expect(await refusal(desk.redrive(taken!, by))).toBe('number-taken');
    expect(await mails()).toBe(before);
    expect(health()).toEqual({ whole: false, deadLetters: 2 });
  });

  async function mails(): Promise<number> {
    let count = 0;
    await topicArchives(workshop.transport, 'counter').of(DEAD_LETTER_TOPIC)(
      async (some) => void (count += some.length),
    );
    return count;
  }
});
