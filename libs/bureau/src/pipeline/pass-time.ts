import type { Day } from '@jiedui/programme';
import type { RecordKey } from '../domain/touched';
import type { PipelineOptions } from './pipeline';

/** So many villages, or records with a day of their own, are looked at between other commands. */
const VILLAGES = 16;
const RECORDS = 100;

/** Lets time pass for these records of a village, or for all; resolves to the number of events issued. */
export type Pass = (village: string, records?: readonly RecordKey[]) => Promise<number>;

/**
 * Lets time do its work, a slice after the other among the commands: on the records whose own day has come,
 * and, when a day came that is the same for all or a line was published, in every village with records of
 * such a kind. The log alone says what is done: whoever asks twice, or after a crash, finds the rest.
 */
export function passTime(
  { def, records, reference, clock }: PipelineOptions,
  pass: Pass,
): () => Promise<number> {
  const rules = Object.values(def.kinds).flatMap(({ overTime = [] }) => overTime);
  const hasOwnDays = rules.some((rule) => !('days' in rule));
  const alike = Object.entries(def.kinds).filter(([, { overTime }]) => overTime?.some((r) => 'days' in r));
  /** Everything that is the same for all is issued up to this day. */
  let passed: Day | undefined;
  let lines = 0;
  reference.onLineChange(() => lines++);

  const sumOf = async (some: readonly Promise<number>[]) =>
    (await Promise.all(some)).reduce((sum, n) => sum + n, 0);

  const isDue = (from: Day, to: Day) =>
    rules.some((rule) => 'days' in rule && rule.days(from, to, reference.facts).length);

  async function lookEverywhere(): Promise<number> {
    let issued = 0;
    const seen = new Set<string>();
    for (const [kind] of alike)
      for (let page = await records.villagesWith(kind, '', VILLAGES); page.length;) {
        issued += await sumOf(page.filter((village) => !seen.has(village)).map((village) => pass(village)));
        for (const village of page) seen.add(village);
        page = await records.villagesWith(kind, page.at(-1)!, VILLAGES);
      }
    return issued;
  }

  async function lookAtOwnDays(today: Day): Promise<number> {
    let issued = 0;
    for (let page = await records.dueOverTime(today, undefined, RECORDS); page.length;) {
      const villages = Map.groupBy(page, ({ village }) => village);
      issued += await sumOf([...villages].map(([village, some]) => pass(village, some)));
      page = await records.dueOverTime(today, page.at(-1), RECORDS);
    }
    return issued;
  }

  let passedLines = 0;
  const walk = async (): Promise<number> => {
    const today = clock.today();
    const known = lines;
    let issued = 0;
    const everywhere = passed === undefined || known !== passedLines || isDue(passed, today);
    if (!everywhere && !hasOwnDays) return 0;
    await records.catchUp(); // what others have written
    await records.flush();
    if (everywhere) issued += await lookEverywhere();
    if (hasOwnDays) issued += await lookAtOwnDays(today);
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
