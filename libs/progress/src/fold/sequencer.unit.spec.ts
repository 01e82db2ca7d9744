import fc from 'fast-check';
import { MOST_WAITING, Sequencer, type Arrival } from './sequencer';

interface Numbered extends Arrival {
  readonly number: number;
}
const whole = (number: number, id = `e${number}`): Numbered => ({ number, id, broken: false });
const broken = (number: number, id?: string): Numbered => ({ number, id, broken: true });

/** Offers arrivals one by one and gives the numbers in the order in which they are applied. */
function drive(sequencer: Sequencer<Numbered>, arrivals: readonly Numbered[]): number[] {
  const applied: number[] = [];
  for (const arrival of arrivals) {
    if (sequencer.offer(7, arrival.number, arrival).do !== 'apply') continue;
    applied.push(arrival.number);
    for (let next = sequencer.takeNext(7); next; next = sequencer.takeNext(7)) applied.push(next.number);
  }
  return applied;
}

describe('the sequencer', () => {
  it('applies 1, 2, 3, ... each once, whatever comes in whatever order and however often', () => {
    const anything = fc.array(
      fc.oneof(
        fc.integer({ min: 1, max: 30 }).map((n) => whole(n)),
        fc.integer({ min: 1, max: 30 }).map((n) => broken(n)),
      ),
    );
    fc.assert(
      fc.property(anything, (arrivals) => {
        const applied = drive(new Sequencer(), arrivals);
        expect(applied).toEqual(applied.map((_, at) => at + 1));
        const came = new Set(arrivals.map(({ number }) => number));
        expect(came.has(applied.length + 1)).toBe(false);
      }),
    );
  });

  it('never jumps a gap, and says that there is one', () => {
    const sequencer = new Sequencer<Numbered>();
    expect(drive(sequencer, [whole(2), whole(3)])).toEqual([]);
    expect(sequencer.hasGap(7)).toBe(true);
    expect(drive(sequencer, [whole(1)])).toEqual([1, 2, 3]);
    expect(sequencer.hasGap(7)).toBe(false);
  });

  it('leaves it to the store whether an applied number came by the same id', () => {
    const sequencer = new Sequencer<Numbered>();
    drive(sequencer, [whole(1)]);
    expect(sequencer.offer(7, 1, whole(1))).toEqual({ do: 'seen' });
    expect(sequencer.offer(7, 1, whole(1, 'other'))).toEqual({ do: 'seen' });
  });

  it('knows the ids of what waits', () => {
    const sequencer = new Sequencer<Numbered>();
    drive(sequencer, [whole(5)]);
    expect(sequencer.offer(7, 5, whole(5))).toEqual({ do: 'repeated' });
    expect(sequencer.offer(7, 5, whole(5, 'other'))).toEqual({ do: 'conflict', with: 'e5' });
  });

  it('counts a broken event as seen and lets a whole one mend the hole, once', () => {
    const sequencer = new Sequencer<Numbered>();
    expect(drive(sequencer, [whole(1), broken(2, 'e2'), whole(3)])).toEqual([1, 2, 3]);
    expect(sequencer.offer(7, 2, broken(2, 'e2'))).toEqual({ do: 'repeated' });
    expect(sequencer.offer(7, 2, whole(2, 'other'))).toEqual({ do: 'conflict', with: 'e2' });
    expect(sequencer.offer(7, 2, whole(2))).toEqual({ do: 'mend' });
    expect(sequencer.offer(7, 2, whole(2))).toEqual({ do: 'seen' });
  });

  it('prefers a whole event to a broken one that waits under the same number', () => {
    const sequencer = new Sequencer<Numbered>();
    drive(sequencer, [broken(2), whole(2)]);
    sequencer.offer(7, 1, whole(1));
    expect(sequencer.takeNext(7)).toEqual(whole(2));
  });

  it('keeps a bounded number waiting and asks for the rest again', () => {
    const sequencer = new Sequencer<Numbered>();
    drive(
      sequencer,
      Array.from({ length: MOST_WAITING }, (_, at) => whole(at + 2)),
    );
    const last = MOST_WAITING + 2;
    expect(sequencer.offer(7, last, whole(last))).toEqual({ do: 'fetch' });
    drive(sequencer, [whole(1)]);
    expect(sequencer.head(7)).toBe(last - 1);
    expect(sequencer.hasGap(7)).toBe(true);
    drive(sequencer, [whole(last)]);
    expect(sequencer.hasGap(7)).toBe(false);
  });
});
