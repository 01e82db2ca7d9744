import { until } from './browser.fixture';
import type { Office } from './city-office.e2e.spec';

export function heatMapWalk(office: () => Office): void {
  it('explains a light by keyboard: which target, since when, who is responsible', async () => {
    const { window } = office();
    const { page } = window;
    await window.goTo('/heat-map');
    const grid = page.getByRole('application', { name: '各村各领域的灯' });
    await grid.focus();
    await grid.press('ArrowDown');
    await grid.press('ArrowRight');
    await page.locator('#heat-cell', { hasText: '就业培训帮扶' }).waitFor({ state: 'attached' });
    await grid.press('Enter');
    await page.waitForURL(/cell=\d{12}\.employment/);
    await page.locator('.light-sentence .reason', { hasText: '就业培训帮扶' }).waitFor();
    await page.getByText('市人力资源社会保障局（领域）').waitFor();
    await window.keep('heat-map');
  });

  it('explains the light that is clicked, and opens the events behind it', async () => {
    const { window } = office();
    const { page } = window;
    await window.goTo('/heat-map');
    const box = (await page.locator('.heat-sheet canvas').boundingBox())!;
    await page.mouse.click(box.x + box.width * 0.5, box.y + 10);
    await page.locator('.light-sentence .reason').waitFor();
    await page.getByRole('link', { name: '看依据' }).click();
    await page.getByRole('dialog').locator('.steps').waitFor();
  });

  it('shows the row of the light that a link names', async () => {
    const { window, platform } = office();
    const { page } = window;
    const { villages } = await platform.get<{ villages: { code: string }[] }>(
      '/villages?area=housing&sort=light&limit=40',
    );
    const linked = villages.at(-1)!.code;
    await window.goTo('/heat-map', 'phone');
    await window.goTo(`/heat-map?area=housing&sort=light&cell=${linked}.housing`, 'phone');
    await page.locator('.light-sentence .reason').waitFor();
    await until(() => page.evaluate('scrollY > 300'), 'scrolled to its row');
    const row = (await page.locator('.heat-sheet').boundingBox())!.y + (villages.length - 0.5) * 24;
    const sentence = (await page.locator('.light-sentence').boundingBox())!.y;
    expect([row > 60, row < sentence]).toEqual([true, true]);
  });

  it('orders by a column, worst first, and draws once for it', async () => {
    const { window } = office();
    const { page } = window;
    await window.goTo('/heat-map');
    const sheet = page.locator('.heat[aria-busy=false]');
    await sheet.waitFor();
    await page.evaluate(`{
      const draw = CanvasRenderingContext2D.prototype.clearRect;
      window.drawn = 0;
      CanvasRenderingContext2D.prototype.clearRect = function (...of) { window.drawn++; draw.apply(this, of); };
    }`);
    await page.getByRole('link', { name: '产业带动' }).click();
    await page.waitForURL(/area=industry.*sort=light|sort=light.*area=industry/);
    await until(() => page.evaluate('window.drawn > 0'), 'drawn');
    await sheet.waitFor();
    expect(await page.evaluate('window.drawn')).toBe(1);
    await window.goTo('/heat-map?rows=dense', 'phone');
    await window.keep('heat-map-phone');
    await window.goTo('/heat-map?lang=en&district=120119&rows=dense');
    await window.keep('heat-map-district-en');
    await window.goTo('/heat-map', 'wall');
    await window.keep('heat-map-wall');
  });
}
