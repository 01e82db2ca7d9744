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

  it('orders by a column, worst first', async () => {
    const { window } = office();
    const { page } = window;
    await window.goTo('/heat-map');
    await page.getByRole('link', { name: '产业带动' }).click();
    await page.waitForURL(/area=industry.*sort=light|sort=light.*area=industry/);
    await window.goTo('/heat-map?rows=dense', 'phone');
    await window.keep('heat-map-phone');
  });
}
