import type { Office } from './city-office.e2e.spec';

export function villageWalk(office: () => Office): void {
  const first = async (): Promise<string> =>
    (await office().platform.get<{ villages: { code: string }[] }>('/villages?limit=1')).villages[0]!.code;

  it('shows a village whole: facts, ten areas, every indicator, forecast with its method, events', async () => {
    const { window, platform } = office();
    const { page } = window;
    const code = await first();
    const village = await platform.get<{ indicators: unknown[]; village: { name: string } }>(
      `/villages/${code}`,
    );
    const { total } = await platform.get<{ total: number }>(`/villages/${code}/events`);
    await window.goTo(`/villages/${code}`);
    await page.getByRole('heading', { name: village.village.name }).waitFor();
    await expect(page.locator('.facts .lights li').count()).resolves.toBe(10);
    await expect(page.locator('.indicators tr.indicator').count()).resolves.toBe(village.indicators.length);
    await page.getByText('预测方法：').waitFor();
    await page.getByText(`共 ${total} 件`).waitFor();
    await page.getByRole('link', { name: /有培训意愿的农民培训覆盖率的走势图/ }).click();
    await page.getByRole('img', { name: /有培训意愿的农民培训覆盖率/ }).waitFor();
    await window.keep('village');
  });

  it('says that nothing can be forecast while there are less than four months of data', async () => {
    const { window, platform } = office();
    const code = await first();
    const day = '2018-02-28';
    const { indicators } = await platform.get<{
      indicators: { indicator: string; forecast: object | null }[];
    }>(`/villages/${code}/course?asOf=${day}`);
    expect(indicators.every(({ forecast }) => forecast === null)).toBe(true);
    await window.goTo(`/villages/${code}?asOf=${day}`);
    await window.page.getByText('数据不足四个月').first().waitFor();
    await window.keep('village-early');
  });

  it('shows older events one page after another', async () => {
    const { window } = office();
    await window.goTo(`/villages/${await first()}`);
    const events = window.page.locator('.timeline li');
    const before = await events.count();
    await window.page.getByRole('button', { name: '更早的事项' }).click();
    await events.nth(before).waitFor();
  });

  it('says that there is no such village', async () => {
    const { window } = office();
    await window.goTo('/villages/120110999999');
    await window.page.getByText('名录中没有这个村').first().waitFor();
    await window.keep('village-unknown');
    expect(window.complaints().every((complaint) => complaint.includes('404'))).toBe(true);
  });

  it('fits a phone', async () => {
    const { window } = office();
    await window.goTo(`/villages/${await first()}?show=targets`, 'phone');
    await window.keep('village-phone');
    await window.goTo(`/villages/${await first()}?lang=en`);
    await window.keep('village-en');
    await window.goTo(`/villages/${await first()}`, 'wall');
    await window.keep('village-wall');
  });
}
