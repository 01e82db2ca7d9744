import type { Bureau } from '../bureau';
import { Time } from './time';

/** A bureau as time sees it: how far its copy of the registry is, and how often time passed. */
function bureauWith(lag: () => Promise<number>, villages: readonly string[]) {
  let passed = 0;
  const bureau = {
    clock: { today: () => '2018-06-15' },
    reference: { onLineChange: () => {}, lag, villages: () => villages },
    pipeline: { passTime: () => Promise.resolve(++passed) },
  } as unknown as Bureau;
  return { bureau, passed: () => passed };
}

const until = async (isSo: () => boolean) => {
  while (!isSo()) await new Promise(setImmediate);
};

describe('given a copy of the registry that is being filled, as after a restore', () => {
  it('then time waits until it is whole, so that no line is taken back', async () => {
    let [behind, asked] = [3, 0];
    const { bureau, passed } = bureauWith(async () => {
      asked++;
      return behind;
    }, ['120119101201']);
    const time = new Time(bureau, () => {}, 1);
    await until(() => asked > 3);
    expect(passed()).toBe(0);
    behind = 0;
    await until(() => passed() === 1);
    behind = 1; // what comes later is news, and tells itself
    await time.stop();
    expect(passed()).toBe(1);
  });
});

describe('given a registry that cannot be asked', () => {
  const unreachable = () => Promise.reject(new Error('no broker'));

  it('then time passes on the copy that the bureau has', async () => {
    const { bureau, passed } = bureauWith(unreachable, ['120119101201']);
    const time = new Time(bureau, () => {}, 1);
    await until(() => passed() === 1);
    await time.stop();
  });

  it('then time waits where there is no copy yet', async () => {
    let asked = 0;
    const { bureau, passed } = bureauWith(() => {
      asked++;
      return unreachable();
    }, []);
    const time = new Time(bureau, () => {}, 1);
    await until(() => asked > 3);
    await time.stop();
    expect(passed()).toBe(0);
  });
});
