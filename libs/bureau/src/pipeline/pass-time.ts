import type { Day } from '@jiedui/programme';
import type { PipelineOptions } from './pipeline';

/** So many villages are looked through between other commands. */
const SLICE = 16;

/**
 * Lets time do its work in every village with records of a kind that time moves, a slice after the other
 * among the commands. Nothing is looked through when no day came and no line was published since the last
 * time. `pass` looks through one village; both resolve to the number of events that were issued.
 */
export function passTime(
  { def, records, reference, clock }: PipelineOptions,
  pass: (village: string) => Promise<number>,
): () => Promise<number> {
  const kinds = Object.entries(def.kinds).filter(([, { overTime }]) => overTime);
  /** Everything up to this day is issued. */
  let passed: Day | undefined;
  let lines = 0;
  reference.onLineChange(() => lines++);

  const isDue = (from: Day, to: Day) =>
    kinds.some(([, { overTime }]) => overTime!.some((rule) => rule.days(from, to, reference.facts).length));

  let passedLines = 0;
  const walk = async (): Promise<number> => {
    const today = clock.today();
    const known = lines;
    let issued = 0;
    if (passed === undefined || known !== passedLines || isDue(passed, today)) {
      await records.flush();
      const villages = new Set<string>();
      for (const [kind] of kinds)
        for (let page = await records.villagesWith(kind, '', SLICE); page.length;) {
          const counts = await Promise.all(page.filter((village) => !villages.has(village)).map(pass));
          issued += counts.reduce((sum, n) => sum + n, 0);
          for (const village of page) villages.add(village);
          page = await records.villagesWith(kind, page.at(-1)!, SLICE);
        }
    }
    passed = today;
    passedLines = known;
    return issued;
  };

  let last: Promise<unknown> = Promise.resolve();
  return () => {
    const run = last.then(walk);
    last = run.catch(() => {});
    return run;
  };
}
