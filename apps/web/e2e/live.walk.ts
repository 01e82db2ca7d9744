import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Office } from './city-office.e2e.spec';
import { openWindow, SCREENSHOTS, type Window } from './browser.fixture';
import { startPlatform, startService, TODAY, type Platform } from './platform.fixture';

export function liveWalk(office: () => Office): void {
  it('shows what a bureau records without being loaded again', async () => {
    const { window, platform } = office();
    const { page } = window;
    const { villages } = await platform.get<{ villages: { code: string }[] }>('/villages?limit=3');
    const village = villages[2]!.code;
    await window.goTo(`/villages/${village}`);
    await page.getByText('实时更新').waitFor();
    const value = page.locator('#area-housing tr', { hasText: 'D级危房' }).locator('.value a');
    const before = (await value.textContent())!;
    const open = Number(/未销号 (\d+)/.exec(before)![1]);
    await platform.post('/api/housing/commands/assess-dwelling', {
      village,
      occurredOn: TODAY,
      category: 'dibao',
      grade: 'D',
    });
    await page.locator('#area-housing .value a', { hasText: `未销号 ${open + 1}` }).waitFor();
  });

  it('says on every page up to when each bureau’s figures go', async () => {
    const { window } = office();
    for (const path of ['/', '/villages', '/heat-map', '/report', '/attention']) {
      await window.goTo(path);
      await expect(window.page.locator('.freshness li').count()).resolves.toBe(11);
    }
  });

  it('names on every page the bureau that is not heard any more', async () => {
    const { platform, window: home } = office();
    await home.page.goto('about:blank'); // it would complain
    await platform.halt();
    const elsewhere = mkdtempSync(path.join(tmpdir(), 'jiedui-bureau-'));
    const bureau = await startService('housing', { JIEDUI_DATA: elsewhere });
    const JIEDUI_SOURCES = `housing=${bureau.address}/api/housing`;
    const city = await startService('progress', { JIEDUI_DATA: platform.data, JIEDUI_SOURCES });
    const window = await openWindow(city.address);
    try {
      const late = window.page.locator('.late-notice');
      await window.goTo('/');
      await late.filter({ hasNotText: '市住房城乡建设委' }).waitFor();
      const asked: string[] = [];
      window.page.on('request', (request) => asked.push(request.url()));
      await bureau.end();
      await late.getByText(/市住房城乡建设委（2018-12-31 \d\d:\d\d 起联系不上）/).waitFor();
      expect(asked).toEqual([]); // the live stream has told it
      for (const page of ['/heat-map', '/villages', '/report', '/attention', '/changes']) {
        await window.follow(page);
        await late.getByText(/市住房城乡建设委（.* 起联系不上）/).waitFor();
      }
      await window.keep('late-bureau');
    } finally {
      await window.close();
      await Promise.all([bureau.end(), city.end()]);
      rmSync(elsewhere, { recursive: true, force: true });
      await platform.resume();
    }
  });

  describe('of a platform without data, behind a token', () => {
    const token = 'a-token-of-the-office-1';
    let guarded: Platform;
    let window: Window;
    beforeAll(async () => {
      guarded = await startPlatform(['--empty'], { JIEDUI_TOKEN: token });
      window = await openWindow(guarded.address);
    }, 300_000);
    afterAll(async () => {
      await window?.close();
      await guarded?.stop();
    });

    it('asks for the access token once, and says when it is wrong', async () => {
      const { page } = window;
      await page.goto(guarded.address);
      await page.getByLabel('访问口令').waitFor();
      await page.screenshot({ path: `${SCREENSHOTS}/token.png` });
      await page.getByLabel('访问口令').fill('not-the-token-at-all');
      await page.getByRole('button', { name: '进入' }).click();
      await page.getByText('口令不对').waitFor();
      await page.getByLabel('访问口令').fill(token);
      await page.getByRole('button', { name: '进入' }).click();
      await page.getByRole('heading', { name: '十七项承诺' }).waitFor();
      await page.reload();
      await page.getByRole('heading', { name: '十七项承诺' }).waitFor();
    });

    it('names the bureaus of which nothing is known yet', async () => {
      await window.page.locator('.late-notice', { hasText: /市住房城乡建设委.*（尚无数据）/ }).waitFor();
      await window.page.getByText('名册中还没有村').waitFor();
      await window.keep('overview-empty');
    });

    it('says that the connection is broken, and heals when the platform is back', async () => {
      const { page } = window;
      await page.getByText('实时更新').waitFor();
      await guarded.halt();
      await page.getByText('连接中断，正在重连').waitFor();
      await window.keep('broken');
      await guarded.resume();
      await page.getByText('实时更新').waitFor();
      await page.getByText('连接中断，正在重连').waitFor({ state: 'detached' });
    });
  });
}
