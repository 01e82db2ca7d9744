import { topicOf } from '@jiedui/programme';
import type { Delivery } from '@jiedui/transport';
import type { Acknowledged } from './load';
import {
  missesOfCommands,
  missesOfDeadLetters,
  missesOfNumbers,
  missesOfTopics,
  type AnyEvent,
  type Logged,
} from './logs';

const [area, village] = ['housing', '120119101201'];
const logged = (id: string, villageseq: number, actor = 'clerk'): Logged => {
  const event = { id, villageseq, actor } as unknown as AnyEvent;
  return { area, village, event, text: JSON.stringify(event) };
};
const told = (...events: string[]): Acknowledged => ({
  ...{ area, village, events, path: 'commands/assess-dwelling', key: 'k', body: '{}' },
});
const delivered = ({ text }: Pick<Logged, 'text'>, headers = { 'content-type': 'json' }): Delivery => ({
  ...{ topic: topicOf(area), partition: 0, offset: '0', key: village, value: Buffer.from(text), headers },
});
const letter = (text: string): Delivery => ({ ...delivered({ text }), topic: 'jiedui.dead-letter' });
const log = [logged('a', 1), logged('b', 2), logged('c', 3, 'system')];

describe('what the nemesis looks for', () => {
  it('given a whole log that is published, repeats included, finds nothing', () => {
    expect(missesOfNumbers(log)).toEqual([]);
    expect(missesOfCommands(log, [told('a'), told('b')])).toEqual([]);
    expect(
      missesOfTopics(
        log,
        [...log.slice(0, 2), ...log].map((one) => delivered(one)),
      ),
    ).toEqual([]);
  });

  it('given a number that is missing, or an event that is there twice, tells it', () => {
    expect(missesOfNumbers([log[0]!, log[2]!])).toHaveLength(1);
    expect(missesOfNumbers([log[0]!, logged('a', 2)])).toHaveLength(1);
  });

  it('given a command that was acknowledged and is not recorded, or recorded twice, tells it', () => {
    expect(missesOfCommands(log, [told('a'), told('b'), told('lost')])).toHaveLength(1);
    expect(missesOfCommands([...log, logged('again', 4)], [told('a'), told('b')])).toHaveLength(1);
  });

  it('given an event that is not on its topic, or there before an earlier one, tells it', () => {
    expect(
      missesOfTopics(
        log,
        [log[0]!, log[2]!].map((one) => delivered(one)),
      ),
    ).toHaveLength(1);
    expect(
      missesOfTopics(
        log,
        [log[1]!, ...log].map((one) => delivered(one)),
      ),
    ).toHaveLength(1);
  });

  it('given events that the nemesis itself has sent, does not take them for published', () => {
    expect(
      missesOfTopics(
        log,
        log.map((one) => ({ ...delivered(one), headers: {} })),
      ),
    ).toHaveLength(1);
  });

  it('given other dead letters than those that were sent, tells each', () => {
    const sent = { topic: topicOf(area), key: village, value: 'no event' };
    expect(missesOfDeadLetters([letter('no event'), letter('no event')], [sent])).toEqual([]);
    expect(missesOfDeadLetters([letter('another')], [sent])).toHaveLength(2);
  });
});
