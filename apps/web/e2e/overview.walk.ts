import type { Office } from './city-office.e2e.spec';

interface Overview {
  readonly villages: number;
  readonly indicators: readonly {
    readonly indicator: string;
    readonly zh: string;
    readonly target: boolean;
    readonly counts: Readonly<Record<string, number>>;
  }[];
  readonly areas: readonly { readonly area: string; readonly lights: Readonly<Record<string, number>> }[];
}

export function overviewWalk(office: () => Office): void {
  it('shows the seventeen targets, the map, the ten areas, what changed and who is in need', async () => {
    const { window } = office();
    await window.goTo('/');
    const { page } = window;
    await expect(page.locator('.targets tbody tr').count()).resolves.toBe(17);
    await expect(page.locator('.district-map .district').count()).resolves.toBe(10);
    await expect(page.locator('.areas > li').count()).resolves.toBe(10);
    await page.getByRole('heading', { name: '本周需要关注的村' }).waitFor();
    await window.keep('overview');
  });

  it('opens for every figure of every target the list that it counts, with as many rows', async () => {
    const { window, platform } = office();
    const { page } = window;
    const { indicators } = await platform.get<Overview>('/city');
    await window.goTo('/');
    for (const { zh, counts } of indicators.filter(({ target }) => target)) {
      const row = page.locator('.targets tbody tr', {
        has: page.getByRole('link', { name: zh, exact: true }),
      });
      const figures = row.locator('td.n:not(.grown) a');
      const shown = (await figures.allTextContents()).map(Number);
      const expected = ['met', 'on-track', 'lagging', 'off-track', 'overdue', 'no-data']
        .map((status) => counts[status]!)
        .filter((n) => n > 0);
      expect([zh, shown]).toEqual([zh, expected]);
      for (const [at, figure] of shown.entries()) {
        await figures.nth(at).click();
        const total = page.locator('.total', { hasText: `共 ${figure} 个村` });
        await total.waitFor();
        expect(await page.locator('.rows').getAttribute('aria-rowcount')).toBe(String(figure + 1));
        await page.goBack();
        await row.waitFor();
      }
    }
  });

  it('opens for every light of every area the list that it counts', async () => {
    const { window, platform } = office();
    const { page } = window;
    await window.goTo('/');
    const addresses = await page
      .locator('.areas .counted a')
      .evaluateAll((links) => links.map((link) => [link.getAttribute('href')!, link.textContent!] as const));
    expect(addresses.length).toBeGreaterThan(10);
    for (const [address, figure] of addresses) {
      const list = await platform.get<{ total: number }>(`/villages${address.slice(address.indexOf('?'))}`);
      expect([address, list.total]).toEqual([address, Number(figure)]);
    }
  });

  it('follows a district chosen on the map, and says in the address what it shows', async () => {
    const { window, platform } = office();
    const { page } = window;
    await window.goTo('/');
    await page.getByRole('button', { name: /^蓟州区/ }).press('Enter');
    await page.waitForURL(/district=120119/);
    const { villages } = await platform.get<Overview>('/districts/120119');
    await page.getByText(`0 / ${villages} 个村`).waitFor();
    await page.getByRole('link', { name: '村庄', exact: true }).click();
    await page.getByText(`共 ${villages} 个村`).waitFor();
  });

  it('shows any indicator on the map', async () => {
    const { window } = office();
    await window.goTo('/?map=SE5');
    await window.page.getByRole('button', { name: /元$/ }).first().waitFor();
  });

  it('lists what changed, with the way to the events, and the villages in need, with the reason in words', async () => {
    const { window, platform } = office();
    const { page } = window;
    const { total } = await platform.get<{ total: number }>('/changes?since=2018-11-30');
    await window.goTo('/?since=month');
    await page.getByRole('link', { name: `全部 ${total} 处变化` }).click();
    await page.getByText(`共 ${total} 行`).waitFor();
    await window.keep('changes');
    await page.getByRole('link', { name: '依据' }).first().click();
    await page.getByRole('dialog').locator('.sum').waitFor();
    await window.goTo('/changes?since=month', 'phone');
    await window.keep('changes-phone');
    const need = await platform.get<{ total: number }>('/attention?limit=1');
    await window.goTo('/attention');
    await page
      .locator('.needs tbody tr')
      .nth(Math.min(50, need.total) - 1)
      .waitFor();
    await window.keep('attention');
  });

  it('is the same in English, on a phone and on a wall', async () => {
    const { window } = office();
    await window.goTo('/?lang=en');
    await window.page.getByRole('heading', { name: 'The seventeen targets' }).waitFor();
    await window.keep('overview-en');
    for (const width of ['phone', 'wall'] as const) {
      await window.goTo('/', width);
      await window.keep(`overview-${width}`);
    }
    await window.goTo('/?district=120119');
    await window.keep('overview-district');
    await window.goTo('/attention?lang=en', 'phone');
    await window.keep('attention-phone-en');
    await window.goTo('/changes?since=month', 'wall');
    await window.keep('changes-wall');
  });
}
