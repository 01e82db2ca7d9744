import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { chromium, type Page } from 'playwright-core';
import { makeBigCity } from './big-city';
import { spawnRole } from './child';
import { inFolder } from './folder';
import { median, ms, whole, type Table } from './table';

const run = promisify(execFile);
const TITLE = 'Pages in the browser';
const CHROMIUM = '/usr/bin/chromium';
const FULL = { villages: 128_000, eventsEach: 100 };

export interface PagesOptions {
  readonly rounds: number;
  readonly full: boolean;
  readonly today: string;
}

/** What somebody waits for in front of the pages, in Debian's Chromium: with the demo, and with a very large city. */
export async function pages({ rounds, full, today }: PagesOptions): Promise<Table> {
  const head = ['what is waited for', 'p50 ms', 'most ms', 'aim ms'];
  if (!existsSync(CHROMIUM))
    return { title: TITLE, head, rows: [], notes: [`Not measured: there is no ${CHROMIUM}.`] };
  await run(process.execPath, ['tools/build.mjs', 'web']);
  const rows = await inFolder(async (folder) => {
    const env = { ...process.env, JIEDUI_DATA: folder, JIEDUI_TODAY: today, PORT: '0' };
    await run(process.execPath, ['tools/run.mjs', 'platform', '--then-stop'], { env });
    return measure('demo', { folder, today, villages: 1_000 }, rounds);
  });
  if (full)
    rows.push(
      ...(await inFolder(async (folder) => {
        await makeBigCity(folder, FULL.villages, FULL.eventsEach, today);
        return measure(whole(FULL.villages), { folder, today, villages: FULL.villages }, rounds);
      })),
    );
  return {
    title: TITLE,
    head,
    rows,
    notes: [
      `${rounds} times each, up to the second frame behind it. First view: a new browser profile, until the figures are there, and until`,
      'everything is. Sort: 作战图 by one column after another. Day: the figures as of a day that was never asked for, the day before',
      'the one that is shown, and one that is months away from all that were.',
    ],
  };
}

async function measure(
  name: string,
  start: { folder: string; today: string; villages: number },
  rounds: number,
) {
  const service = await spawnRole<{ port: number }>('progress', {
    ...start,
    pages: resolve('dist/web/files'),
  });
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ['--no-sandbox', '--disable-gpu'],
  });
  const base = `http://127.0.0.1:${service.ready.port}`;
  const times = new Map<string, { readonly aim: string; readonly waits: number[] }>();
  const note = (what: string, aim: string, wait: number) => {
    const known = times.get(what) ?? { aim, waits: [] };
    times.set(what, known);
    known.waits.push(wait);
  };
  for (let round = 0; round < rounds; round++) {
    const page = await browser.newPage({ locale: 'zh-CN', viewport: { width: 1440, height: 900 } });
    const began = performance.now();
    await page.goto(base);
    await page.locator('.targets tbody tr').first().waitFor();
    note('first view, figures', '< 2000', performance.now() - began);
    await page.locator('.bones, .trend-pending').first().waitFor({ state: 'detached' });
    note('first view, everything', '', performance.now() - began);

    await page.getByRole('button', { name: /^截至/ }).click();
    const slider = page.locator('.times input[type=range]');
    for (let step = 0; step < 2; step++)
      note('day before', '< 1000', await dayComes(page, () => slider.press('ArrowLeft')));
    const far = `/?asOf=2018-${String(2 + 3 * (round % 4)).padStart(2, '0')}-${11 + round}`;
    note('day far away', '< 2000', await dayComes(page, () => follow(page, far)));

    await follow(page, '/heat-map');
    await page.locator('.heat[aria-busy=false] canvas').waitFor();
    for (let column = 0; column < 5; column++)
      note('sort of the heat map', '< 100', await sorted(page, column));
    await page.close();
  }
  await browser.close();
  await service.close();
  return [...times].map(([what, { aim, waits }]) => [
    `${name}: ${what}`,
    ms(median(waits)),
    ms(Math.max(...waits)),
    aim,
  ]);
}

/** Goes to an address as a link of the application does. */
const follow = (page: Page, address: string): Promise<void> =>
  page.evaluate(
    `history.pushState(null, '', ${JSON.stringify(address)}); dispatchEvent(new PopStateEvent('popstate'))`,
  );

const TWO_FRAMES = 'new Promise((seen) => requestAnimationFrame(() => requestAnimationFrame(seen)))';

async function dayComes(page: Page, go: () => Promise<void>): Promise<number> {
  const began = performance.now();
  const answer = page.waitForResponse((of) => of.url().includes('/city?asOf=') && of.status() === 200);
  await go();
  await answer;
  await page.evaluate(TWO_FRAMES);
  return performance.now() - began;
}

/** Clicks a column's name within the page, and watches it frame by frame. */
const sorted = (page: Page, column: number): Promise<number> =>
  page.evaluate(`(async () => {
    const [sheet, name] = [document.querySelector('.heat'), document.querySelectorAll('.heat-head a')[${column}]];
    const began = performance.now();
    name.click();
    const isThere = () => name.ariaCurrent === 'true' && sheet.ariaBusy === 'false';
    while (!isThere()) await new Promise(requestAnimationFrame);
    await ${TWO_FRAMES};
    return performance.now() - began;
  })()`);
