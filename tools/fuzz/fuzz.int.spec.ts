import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { ApiPage, type Operation } from './api-page.fixture';
import { damaged } from './damage.fixture';
import { Platform, type Asked } from './platform.fixture';

const SEED = Number(process.env['FUZZ_SEED'] ?? 20190930);
/** Damaged requests for each operation of the API page. */
const TIMES = Number(process.env['FUZZ_TIMES'] ?? 20);
const MOST_GROWTH = 128 * 1024 * 1024;

let platform: Platform;
let page: ApiPage;
beforeAll(async () => {
  platform = await Platform.start();
  page = await ApiPage.of(platform);
}, 120_000);
afterAll(() => platform.close());

/** Why an answer to a request that is wrong is not what it should be; undefined when it is. */
async function objectionTo(operation: Operation, asked: Asked, language: 'zh-CN' | 'en') {
  const headers = { ...asked.headers, 'accept-language': language };
  const answer = await platform.ask({ ...asked, headers });
  if (answer.status < 400 || answer.status > 499)
    return `answered ${answer.status}: ${answer.body.slice(0, 300)}`;
  if (answer.headers['content-language'] !== language) return `it is not in ${language}`;
  const { type, violations, detail } = JSON.parse(answer.body);
  if (/invalid|malformed-json/.test(type) && !violations?.length && !detail)
    return `${type} without a reason`;
  // what leads to another address is no matter of the operation's
  return /no-such-address|not-found/.test(type) ? undefined : page.objectionTo(operation, answer);
}

describe('whatever is wrong with a request', () => {
  it('is told as a problem that stands on the API page, never a mistake of ours; nothing is recorded and little kept', async () => {
    await platform.register('120119101201');
    const before = await platform.events();
    const heap = usedHeap();
    let sent = 0;
    for (const [at, operation] of page.operations.entries())
      await fc.assert(
        fc.asyncProperty(
          damaged(page, operation),
          fc.constantFrom('zh-CN', 'en'),
          async (asked, language) => {
            sent++;
            expect(await objectionTo(operation, asked, language)).toBeUndefined();
          },
        ),
        { seed: SEED + at, numRuns: TIMES },
      );
    expect(sent).toBeGreaterThan(TIMES * 300);
    expect(await platform.events()).toEqual(before);
    expect(usedHeap() - heap).toBeLessThan(MOST_GROWTH);
  }, 300_000);
});

/** Bytes in use once what nobody holds is gone. */
function usedHeap(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
