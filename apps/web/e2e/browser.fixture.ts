import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type BrowserContext, type Page } from 'playwright-core';

const EXECUTABLE = '/usr/bin/chromium';
export const hasChromium = existsSync(EXECUTABLE);

export const SCREENSHOTS = 'dist/screenshots';
const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const WIDTHS = { desk: 1440, phone: 375, wall: 2560 } as const;
/** Below it a picture holds the page whole. */
const MOST_HIGH = 3_000;

export interface Window {
  readonly page: Page;
  /** Goes to an address of the platform and waits until nothing of it is still being loaded. */
  goTo(address: string, width?: keyof typeof WIDTHS): Promise<void>;
  /** The same within the application, as a link of it does, without loading it again. */
  follow(address: string): Promise<void>;
  /** Waits until nothing is still being loaded, then keeps a picture of the page and has axe look at it. */
  keep(name: string): Promise<void>;
  /** What the browser complained about since the last time. */
  complaints(): readonly string[];
  close(): Promise<void>;
}

/** A browser with a new profile, showing pages of the platform at `base`. */
export async function openWindow(base: string): Promise<Window> {
  const profile = mkdtempSync(path.join(tmpdir(), 'jiedui-browser-'));
  const context: BrowserContext = await chromium.launchPersistentContext(profile, {
    executablePath: EXECUTABLE,
    headless: true,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    acceptDownloads: true,
    env: { ...process.env, LC_ALL: 'C.UTF-8' }, // else names of files are kept only where the machine's locale has their letters
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  const complaints: string[] = [];
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  mkdirSync(SCREENSHOTS, { recursive: true });
  const settled = async () => {
    await page.locator('main').waitFor();
    await page.locator('.bones').first().waitFor({ state: 'detached' });
  };
  return {
    page,
    goTo: async (address, width = 'desk') => {
      await page.setViewportSize({ width: WIDTHS[width], height: width === 'phone' ? 812 : 900 });
      await page.goto(base + address);
      await settled();
    },
    follow: async (address) => {
      await page.evaluate((to) => {
        history.pushState(null, '', to);
        dispatchEvent(new PopStateEvent('popstate'));
      }, address);
      await settled();
    },
    keep: async (name) => {
      await settled();
      const { width, height } = page.viewportSize()!;
      const whole = (await page.evaluate('document.documentElement.scrollHeight')) as number;
      await page.setViewportSize({ width, height: Math.min(MOST_HIGH, Math.max(height, whole)) });
      await settled(); // what came into view
      await page.screenshot({ path: `${SCREENSHOTS}/${name}.png` });
      expect([name, ...(await seriousFaults(page))]).toEqual([name]);
      expect([name, await page.evaluate('document.documentElement.scrollWidth <= innerWidth')]).toEqual([
        name,
        true,
      ]);
      await page.setViewportSize({ width, height });
    },
    complaints: () => complaints.splice(0),
    close: async () => {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

interface AxeResults {
  readonly violations: readonly {
    readonly id: string;
    readonly impact: string | null;
    readonly nodes: readonly { readonly html: string }[];
  }[];
}

/** What axe finds serious or worse: rule and element. */
async function seriousFaults(page: Page): Promise<readonly string[]> {
  await page.evaluate(AXE);
  const { violations } = (await page.evaluate('axe.run(document)')) as AxeResults;
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.slice(0, 3).map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}

/** Waits for a condition; what it was is told when it never comes. The pages' policy forbids that they look themselves. */
export async function until(holds: () => Promise<boolean>, what: string): Promise<void> {
  const end = Date.now() + 60_000;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`never so: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
