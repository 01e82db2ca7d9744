import { readCases, UnusableFile, type Case } from './case-file';
import { runCase } from './run-case';
import { ways } from './ways';

/** `npm run cases -- FILE...`: a line per miss, then `N passed, N failed`; a check passes if it does in every way. */
async function main(files: readonly string[]): Promise<number> {
  if (files.length === 0) throw new UnusableFile('Which case files shall run? npm run cases -- FILE...');
  const cases = files.flatMap((file) => readCases(file).map((one) => [file, one] as const));
  let passed = 0;
  let failed = 0;
  for (const [file, one] of cases) {
    const misses = await missesOf(one);
    passed += misses.filter((miss) => miss === undefined).length;
    failed += misses.filter((miss) => miss !== undefined).length;
    one.checks.forEach(({ village, indicator, asOf, asKnownAt }, at) => {
      if (misses[at] === undefined) return;
      const known = asKnownAt ? ` as known at ${asKnownAt}` : '';
      console.log(`${file}: ${one.name}: ${indicator} of ${village} as of ${asOf}${known}: ${misses[at]}`);
    });
  }
  console.log(`${passed} passed, ${failed} failed`);
  return failed ? 1 : 0;
}

/** By check the first miss, and the way in which it was found. */
async function missesOf(one: Case): Promise<(string | undefined)[]> {
  const misses = one.checks.map((): string | undefined => undefined);
  for (const way of ways)
    (await runCase(one, way)).forEach((miss, at) => {
      if (miss !== undefined) misses[at] ??= `${miss} (${way.name})`;
    });
  return misses;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof UnusableFile)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
