import type { ExplanationAnswer, VillageAnswer } from '@jiedui/web-api';
import type { Office } from './city-office.e2e.spec';

/** What the events add up to, and what the sums are: by measure, and by year where years are told apart. */
const contributed = ({ events, totals }: ExplanationAnswer): Sums =>
  sumsOf(totals, (measure, year) =>
    events
      .flatMap(({ contributions }) => contributions)
      .filter((one) => one.measure === measure && one.year === year)
      .map(({ sum }) => sum),
  );
const summed = ({ totals }: ExplanationAnswer): Sums =>
  sumsOf(totals, (measure, year) => {
    const total = totals.find((one) => one.measure === measure)!;
    return [year === undefined ? total.sum : total.years!.find((one) => one.year === year)!.sum];
  });

type Sums = Readonly<Record<string, number>>;
const sumsOf = (
  totals: ExplanationAnswer['totals'],
  partsOf: (measure: string, year?: number) => readonly number[],
): Sums =>
  Object.fromEntries(
    totals.flatMap(({ measure, years }) =>
      (years?.map(({ year }) => year) ?? [undefined]).map((year) => [
        `${measure} ${year ?? ''}`,
        partsOf(measure, year).reduce((all, one) => all + one, 0),
      ]),
    ),
  );

export function explainWalk(office: () => Office): void {
  it('takes every indicator of a village apart into events whose sum is shown and is the number', async () => {
    const { window, platform } = office();
    const { page } = window;
    const { villages } = await platform.get<{ villages: { code: string }[] }>('/villages?limit=2');
    const code = villages[1]!.code;
    await window.goTo(`/villages/${code}`);
    const village = await platform.get<VillageAnswer>(`/villages/${code}`);
    const values = page.locator('.indicators tr.indicator .value a');
    expect(await values.count()).toBe(village.indicators.length);
    for (const [at, { indicator, value }] of village.indicators.entries()) {
      const shown = await values.nth(at).textContent();
      await values.nth(at).click();
      await page.waitForURL(`**explain=${code}.${indicator}`);
      const sheet = page.getByRole('dialog');
      await sheet.locator('.result strong', { hasText: shown! }).waitFor();
      await sheet.locator('.sum', { hasText: '与合计一致' }).or(sheet.getByText('还没有事项计入')).waitFor();
      await expect(sheet.locator('.differs').count()).resolves.toBe(0);
      await page.keyboard.press('Escape');
      await sheet.waitFor({ state: 'detached' });
      const answer = await platform.get<ExplanationAnswer>(
        `/villages/${code}/indicators/${indicator}/events?limit=500`,
      );
      expect([indicator, answer.value]).toEqual([indicator, value]);
      expect([indicator, contributed(answer)]).toEqual([indicator, summed(answer)]);
    }
    await page.locator('.indicators tr.indicator .value a').first().click();
    await page.getByRole('dialog').locator('.steps').waitFor();
    await window.keep('explain');
    await window.goTo(`/villages/${code}?explain=${code}.IN2`, 'phone');
    await page.getByRole('dialog').locator('.steps').waitFor();
    await window.keep('explain-phone');
  });

  it('is closed by Escape, and the page is where it was', async () => {
    const { window, platform } = office();
    const { villages } = await platform.get<{ villages: { code: string }[] }>('/villages?limit=1');
    await window.goTo(`/villages?indicator=HO2&explain=${villages[0]!.code}.HO2`);
    await window.page.getByRole('dialog').waitFor();
    await window.page.keyboard.press('Escape');
    await window.page.waitForURL(
      (url) => !url.search.includes('explain') && url.search.includes('indicator=HO2'),
    );
  });
}
