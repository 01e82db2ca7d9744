import type { EventLog } from './event-log';
import { Lease } from './lease';

interface Trial {
  log(): EventLog;
  /** One more handle of the same store. */
  open(): Promise<EventLog>;
}

const LENGTH = 3_000;

/** What a lease promises, on every log. */
export function leaseTrials({ log, open }: Trial): void {
  let now = 0;
  const lease = (of: EventLog, holder: string) => new Lease(of, 'relay', holder, LENGTH, () => now);

  it('given a lease, one alone has the work, until it gives it up', async () => {
    const [a, b] = [lease(log(), 'a'), lease(await open(), 'b')];
    expect([await a.isMine(), await b.isMine(), await a.isMine()]).toEqual([true, false, true]);
    await b.giveUp();
    expect([await b.isMine(), await a.isMine()]).toEqual([false, true]);
    await a.giveUp();
    expect([await b.isMine(), await a.isMine()]).toEqual([true, false]);
  });

  it('given a holder that is killed and comes again under its name, it has the work at once', async () => {
    expect(await lease(log(), 'a').isMine()).toBe(true);
    expect(await lease(await open(), 'a').isMine()).toBe(true);
  });

  it('given a holder that gives signs of life, nobody takes over, however long it lasts', async () => {
    const [a, b] = [lease(log(), 'a'), lease(await open(), 'b')];
    for (const end = now + 5 * LENGTH; now < end; now += LENGTH / 2)
      expect([await a.isMine(), await b.isMine()]).toEqual([true, false]);
  });

  it('given a holder that dies or stalls, another takes over in time, and the first knows it when it wakes', async () => {
    const [a, b] = [lease(log(), 'a'), lease(await open(), 'b')];
    expect([await a.isMine(), await b.isMine()]).toEqual([true, false]);
    now += LENGTH - 1;
    expect(await b.isMine()).toBe(false);
    now += 1;
    expect([await b.isMine(), await a.isMine(), await b.isMine()]).toEqual([true, false, true]);
  });

  it('given many who want it, never do two get it for the same beat', async () => {
    const beats = new Set<number>();
    const handles = [log(), await open(), await open()];
    const taken = await Promise.all(
      handles.flatMap((handle, i) =>
        Array.from({ length: 20 }, async (_, n) => {
          const { beat } = await handle.tenure('relay');
          if (!(await handle.takeTenure('relay', beat, `${i}/${n}`))) return 0;
          expect(beats.has(beat)).toBe(false);
          return beats.add(beat).size && 1;
        }),
      ),
    );
    const { beat } = await log().tenure('relay');
    expect(taken.reduce<number>((sum, one) => sum + one, 0)).toBe(beat);
  });
}
