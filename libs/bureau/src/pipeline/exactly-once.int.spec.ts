import fs from 'node:fs';
import { addDays, type Day } from '@jiedui/programme';
import fc from 'fast-check';
import {
  command,
  correction,
  eventsOf,
  openWells,
  rulesOf,
  temporaryFolder,
  TODAY,
  VILLAGE,
} from '../opened-wells.fixture';

/** What happens to a bureau; `nth` and `corrects` count the licences and the reports so far. */
type Step =
  | { readonly wait: number }
  | { readonly restart: true }
  | { readonly report: string; readonly nth: number; readonly daysAgo: number; readonly term: number }
  | { readonly corrects: number; readonly term: number | null };

const nth = fc.nat({ max: 2 });
const daysAgo = fc.nat({ max: 15 });
const term = fc.nat({ max: 25 });
const granted = fc.record({ report: fc.constant('GrantLicence'), nth, daysAgo, term });
const reported = fc.constantFrom('RenewLicence', 'RenewLicence', 'WithdrawLicence');
const anySteps: fc.Arbitrary<readonly Step[]> = fc
  .tuple(
    fc.array(granted, { minLength: 3, maxLength: 3 }),
    fc.array<Step>(
      fc.oneof(
        { weight: 4, arbitrary: fc.record({ report: reported, nth, daysAgo, term }) },
        { weight: 2, arbitrary: fc.record({ corrects: fc.nat({ max: 5 }), term: fc.option(term) }) },
        { weight: 4, arbitrary: fc.record({ wait: fc.integer({ min: 1, max: 12 }) }) },
        { weight: 1, arbitrary: fc.constant<Step>({ restart: true }) },
      ),
      { minLength: 10, maxLength: 16 },
    ),
  )
  .map(([grants, others]) => [...grants, ...others]);

/** Takes the steps in a bureau that lets time pass whenever days have gone by, or only once, at the end. */
async function live(steps: readonly Step[], when: 'as it goes' | 'at the end') {
  const dir = temporaryFolder();
  let wells = await openWells(dir);
  let today = TODAY;
  const setClock = (day: Day) => wells.clock.set(`${(today = day)}T01:00:00.000Z`);
  const restart = async () => {
    await wells.close();
    wells = await openWells(dir);
    setClock(today);
  };
  const licences: string[] = [];
  const told: { readonly id: string; readonly on: Day; readonly licenceId: string }[] = [];
  const inputOf = (licenceId: string, on: Day, days: number) => ({
    licenceId,
    reason: 'withdrawn',
    feeDueOn: on,
    termEndsOn: addDays(on, days),
  });
  const take = async (step: Exclude<Step, { wait: number } | { restart: true }>) => {
    if ('corrects' in step) {
      const { id, on, licenceId } = told[step.corrects] ?? { id: 'none', on: today, licenceId: 'none' };
      const replacement =
        step.term === null ? null : { occurredOn: on, input: inputOf(licenceId, on, step.term) };
      return rulesOf(await wells.pipeline.correct(correction(id, { replacement })));
    }
    const on = addDays(today, -step.daysAgo);
    const input = inputOf(licences[step.nth] ?? 'none', on, step.term);
    const answer = await wells.pipeline.submit(command(step.report, input, { occurredOn: on }));
    if (answer.status === 'accepted') {
      if (step.report === 'GrantLicence') licences.push(answer.record.id);
      told.push({ id: answer.events.at(-1)!.id, on, licenceId: answer.record.id });
    }
    return rulesOf(answer);
  };

  const answers: string[][] = [];
  for (const step of steps)
    if ('restart' in step) {
      if (when === 'as it goes') await restart();
    } else if ('wait' in step) {
      setClock(addDays(today, step.wait));
      if (when === 'as it goes') await wells.pipeline.passTime();
    } else answers.push(await take(step));
  await wells.pipeline.passTime();
  await restart();
  expect(await wells.pipeline.passTime()).toBe(0);

  const views = await Promise.all(
    licences.map((id) => wells.records.find({ kind: 'licence', village: VILLAGE, id })),
  );
  const issued = (await eventsOf(wells.log)).filter(({ actor }) => actor === 'system');
  await wells.close();
  fs.rmSync(dir, { recursive: true });
  return { answers, histories: views.map((view) => view!.timeline.published), issued };
}

describe('whatever clerks report, late or corrected, while time passes in any steps and services restart', () => {
  it('then the history is that of one whose time passes at once, and nothing is issued twice', async () => {
    await fc.assert(
      fc.asyncProperty(anySteps, async (steps) => {
        const { issued, ...stepwise } = await live(steps, 'as it goes');
        const { issued: issuedAtOnce, ...atOnce } = await live(steps, 'at the end');
        expect(stepwise).toEqual(atOnce);
        for (const events of [issued, issuedAtOnce]) {
          const names = events.map(({ data }) => `${String(data['licenceId'])} ${data.occurredOn}`);
          expect(new Set(names).size).toBe(names.length);
        }
      }),
      { numRuns: 15 },
    );
  }, 120_000);
});
