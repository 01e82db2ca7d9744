import type { Bureau } from '../bureau';
import { Time } from './time';

const until = async (isSo: () => boolean) => {
  while (!isSo()) await new Promise(setImmediate);
};

describe('given a copy of the registry that is being filled, as after a restore', () => {
  it('then time waits until it is whole, so that no line is taken back', async () => {
    let [whole, asked, passed] = [false, 0, 0];
    const bureau = {
      clock: { today: () => '2018-06-15' },
      reference: {
        onLineChange: () => {},
        isWhole: async () => {
          asked++;
          return whole;
        },
      },
      pipeline: { passTime: () => Promise.resolve(++passed) },
    } as unknown as Bureau;
    const time = new Time(bureau, () => {}, 1);
    await until(() => asked > 3);
    expect(passed).toBe(0);
    whole = true;
    await until(() => passed === 1);
    whole = false; // what comes later is news, and tells itself
    await time.stop();
    expect(passed).toBe(1);
  });
});
