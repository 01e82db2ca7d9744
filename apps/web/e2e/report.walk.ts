import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { SCREENSHOTS } from './browser.fixture';
import type { Office } from './city-office.e2e.spec';

export function reportWalk(office: () => Office): void {
  it('has merged headings, subtotals, the whole and the fingerprint of its data', async () => {
    const { window, platform } = office();
    const { page } = window;
    const { fingerprint } = await platform.get<{ fingerprint: string }>('/report?asOf=2018-09-30');
    await window.goTo('/report?asOf=2018-09-30');
    await page.getByText(fingerprint).waitFor();
    await expect(page.locator('.report tr.subtotal').count()).resolves.toBeGreaterThan(7);
    await expect(page.locator('.report thead th[colspan]').count()).resolves.toBeGreaterThan(1);
    await window.keep('report');
    await window.goTo('/report?asOf=2018-09-30&lang=en', 'phone');
    await window.keep('report-phone-en');
  });

  it('is made final: the same link shows the same data', async () => {
    const { window } = office();
    const { page } = window;
    await window.goTo('/report?district=120119&areas=housing,industry');
    await page.getByRole('link', { name: '定稿' }).click();
    await page.waitForURL(/asKnownAt=/);
    await page.getByText('已定稿').waitFor();
    const shown = await page.locator('.report footer code').textContent();
    await page.reload();
    await page.locator('.report footer code', { hasText: shown! }).waitFor();
    await window.keep('report-district');
  });

  it('gives the same bytes of data when it is made again for the same two times', async () => {
    const { platform } = office();
    const times = '?asOf=2018-09-30&asKnownAt=2018-10-15T00:00:00.000Z';
    const made = async () => {
      const { data, fingerprint } = await platform.get<{ data: object; fingerprint: string }>(
        `/report${times}`,
      );
      return { data: JSON.stringify(data), fingerprint };
    };
    const first = await made();
    expect(await made()).toEqual(first);
    expect(hash('sha256', first.data, 'hex')).toBe(first.fingerprint);
  });

  it('is printed on A4', async () => {
    const { window } = office();
    await window.goTo('/report');
    const pdf = await window.page.pdf({ preferCSSPageSize: true, path: `${SCREENSHOTS}/report.pdf` });
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(pdf.toString('latin1')).toMatch(/\/MediaBox \[0 0 84\d(\.\d+)? 59\d/);
  });

  it.each(['通报 xlsx', '各区 xlsx', '指标 xlsx', '各村 xlsx'])('is saved as %s', async (name) => {
    const { window } = office();
    await window.goTo('/report');
    const saved = window.page.waitForEvent('download');
    await window.page.getByRole('button', { name }).click();
    const download = await saved;
    expect(download.suggestedFilename()).toMatch(/\.xlsx$/);
    expect(readFileSync(await download.path()).toString('latin1', 0, 2)).toBe('PK');
  });
}
