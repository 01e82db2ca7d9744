import { openWindow, type Window } from './browser.fixture';
import type { Office } from './city-office.e2e.spec';
import { TODAY } from './platform.fixture';

export function timesWalk(office: () => Office): void {
  it('shows the city as of another day and as known then, says so, and links to the same', async () => {
    const { window, platform } = office();
    const { page } = window;
    await (await dayFieldAt(window, '/')).fill('2018-06-30');
    await page.waitForURL(/asOf=2018-06-30/);
    await page.getByText('这不是今天的数').waitFor();
    await page.getByRole('switch', { name: '按当时所知' }).click();
    await page.waitForURL(/asKnownAt=2018-06-30T15%3A59%3A59.999Z/);
    await page.getByText(/只计 2018-06-30 23:59 前已登记的事项/).waitFor();
    const { indicators } = await platform.get<{ indicators: { counts: { met: number } }[] }>(
      '/city?asOf=2018-06-30&asKnownAt=2018-06-30T15:59:59.999Z',
    );
    await page
      .locator('.targets tbody tr td.n', { hasText: String(indicators[0]!.counts.met) })
      .first()
      .waitFor();
    await window.keep('two-times');
    await page.getByRole('link', { name: '作战图' }).click();
    await page.waitForURL(/heat-map.*asKnownAt/);
    await page.getByText('这不是今天的数').waitFor();
    await page.getByRole('link', { name: '回到今天' }).click();
    await page.waitForURL((url) => !url.search.includes('asOf'));
  });

  it.each([
    ['overview', '/?asOf=2018-06-30&asKnownAt=2018-07-15T00:00:00.000Z&district=120119&map=FI2'],
    ['list', '/villages?indicator=HO2&status=lagging,off-track&sort=progress&asOf=2018-09-30'],
    ['report', '/report?asOf=2018-09-30&asKnownAt=2018-10-15T00:00:00.000Z&areas=housing,industry'],
  ])('shows a colleague who opens the link the same %s', async (_, link) => {
    const { window, platform } = office();
    const colleague = await openWindow(platform.address);
    try {
      const seen = async ({ goTo, page }: Window) => {
        await goTo(link);
        await page.locator('.trend-pending').first().waitFor({ state: 'detached' });
        return page.locator('main').innerText();
      };
      expect(await seen(colleague)).toBe(await seen(window));
    } finally {
      await colleague.close();
    }
  });

  it('moves by keyboard', async () => {
    const { window } = office();
    const { page } = window;
    await window.goTo('/villages');
    await page.getByRole('button', { name: /^截至/ }).click();
    await page.locator('.times input[type=range]').press('ArrowLeft');
    await page.waitForURL(/asOf=2018-12-30/);
  });

  it('goes to a day that is typed by Enter or by leaving the field, not to those on the way', async () => {
    const { window } = office();
    const { page } = window;
    const field = await dayFieldAt(window, '/villages?asOf=2018-06-12');
    const asked = new Set<string>();
    page.on('request', (request) =>
      /asOf=([\d-]+)/
        .exec(request.url())
        ?.slice(1)
        .forEach((day) => asked.add(day)),
    );
    await field.focus();
    const typed = async (): Promise<string> => {
      for (let times = 0; times < 3; times++) await page.keyboard.press('ArrowDown'); // month or year, as the browser orders them
      return field.inputValue();
    };
    const first = await typed();
    expect(first < '2018-06-12').toBe(true);
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/villages?asOf=${first}`);
    await page.getByText(`截至 ${first} 的情况`).waitFor();
    const second = await typed();
    await field.blur();
    await page.waitForURL(`**/villages?asOf=${second}`);
    await page.getByText(`截至 ${second} 的情况`).waitFor();
    expect([...asked]).toEqual([first, second]);
  });

  it('takes a year that is not whole for no day', async () => {
    const { window } = office();
    const { page } = window;
    const field = await dayFieldAt(window, '/villages');
    await field.fill('0020-06-30');
    await field.blur();
    expect([await field.inputValue(), new URL(page.url()).search]).toEqual([TODAY, '']);
    await field.fill('2018-06-30'); // as a calendar does, without a key
    await page.waitForURL(/asOf=2018-06-30/);
  });

  it('says what is wrong with an address', async () => {
    const { window } = office();
    await window.goTo('/?asOf=2018-99-01');
    await window.page.getByText('链接中的条件无法识别').waitFor();
    await window.page.getByText(/参数 asOf 须为/).waitFor();
    await window.keep('bad-address');
    expect(window.complaints().every((complaint) => complaint.includes('400'))).toBe(true);
  });
}

/** Opens the two times at an address; the field of the day that is looked at. */
async function dayFieldAt({ goTo, page }: Window, address: string) {
  await goTo(address);
  await page.getByRole('button', { name: /^截至/ }).click();
  return page.locator('.times input[type=date]').first();
}
