import type { CatalogueIndicator, Value } from '@jiedui/web-api';
import { valueText } from '@jiedui/web-ui/plain';
import { until } from './browser.fixture';
import type { Office } from './city-office.e2e.spec';

interface Villages {
  readonly total: number;
  readonly villages: readonly { readonly code: string; readonly name: string; readonly value?: Value }[];
}

interface City {
  readonly indicators: readonly {
    readonly indicator: string;
    readonly counts: Readonly<Record<string, number>>;
  }[];
}

export function villagesWalk(office: () => Office): void {
  it('lists the villages as the API does, filtered and sorted, and keeps both in the address', async () => {
    const { window, platform } = office();
    const { page } = window;
    await window.goTo('/villages');
    await page.getByLabel('排序').selectOption('score');
    await page.waitForURL(/sort=score/);
    await page.getByLabel('达标').selectOption('false');
    await page.waitForURL(/reached=false/);
    const { total, villages } = await platform.get<Villages>('/villages?sort=score&reached=false&limit=500');
    await page.getByText(`共 ${total} 个村`).waitFor();
    const wanted = villages.map(({ name }) => name);
    await until(async () => {
      const names = await page.locator('.rows .sheet .village').allTextContents();
      return names.length > 0 && names.every((name, n) => name === wanted[n]);
    }, `the villages ${wanted.join()}`);
    await window.keep('villages');
  });

  it('shows for every indicator the villages and values that the API does, and as many per status as the city has', async () => {
    const { window, platform } = office();
    const { page } = window;
    const city = await platform.get<City>('/city');
    const { indicators } = await platform.get<{ indicators: CatalogueIndicator[] }>('/indicators');
    await window.goTo('/villages');
    for (const known of indicators) {
      const { indicator, kind } = known;
      const sort = kind === 'volume' ? undefined : 'progress';
      const address = `/villages?indicator=${indicator}${sort ? `&sort=${sort}` : ''}`;
      const { villages } = await platform.get<Villages>(`${address}&limit=500`);
      await window.follow(address);
      const expected = villages.slice(0, 10).map((row) => [row.name, valueText(known, row.value, 'zh')]);
      const shown = () =>
        page
          .locator('.rows .sheet')
          .evaluate((sheet) =>
            [...sheet.querySelectorAll('.row')]
              .slice(0, 10)
              .map((row) => ['.village', '.value'].map((part) => row.querySelector(part)?.textContent)),
          );
      const wanted = JSON.stringify(expected);
      await until(async () => JSON.stringify(await shown()) === wanted, `${address}: ${wanted}`);
      const { counts } = city.indicators.find((one) => one.indicator === indicator)!;
      for (const [status, n] of Object.entries(counts).filter(([, count]) => count > 0)) {
        const list = await platform.get<Villages>(
          `/villages?indicator=${indicator}&status=${status}&limit=1`,
        );
        expect([indicator, status, list.total]).toEqual([indicator, status, n]);
      }
    }
  });

  it('finds a village by a part of its name or the beginning of its code', async () => {
    const { window, platform } = office();
    const { page } = window;
    const { villages } = await platform.get<Villages>('/villages?limit=1');
    await window.goTo('/villages');
    await page.getByRole('searchbox').fill(villages[0]!.code);
    await page.getByRole('searchbox').press('Enter');
    await page.getByText('共 1 个村').waitFor();
    await page.getByRole('link', { name: villages[0]!.name }).click();
    await page.getByRole('heading', { name: villages[0]!.name }).waitFor();
  });

  it('says what to do when no village fits', async () => {
    const { window } = office();
    await window.goTo('/villages?text=没有这样的村');
    await window.page.getByText('没有符合条件的村').waitFor();
    await window.keep('villages-none');
    await window.page.getByRole('link', { name: '清除条件' }).click();
    await window.page.waitForURL((url) => !url.search.includes('text'));
  });

  it('shows an indicator’s value and gap, and can be saved as a workbook', async () => {
    const { window } = office();
    const { page } = window;
    await window.goTo('/villages?indicator=EM1&sort=progress');
    await page.locator('.rows .value a').first().waitFor();
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: '导出 xlsx' }).click();
    expect((await saved).suggestedFilename()).toMatch(/^村庄.*\.xlsx$/);
    await window.goTo('/villages?indicator=EM1&lang=en', 'phone');
    await window.keep('villages-phone-en');
    await window.goTo('/villages?indicator=EM1', 'wall');
    await window.keep('villages-wall');
  });
}
