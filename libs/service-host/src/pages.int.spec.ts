import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Echoes } from './echo.fixture';

let echoes: Echoes;
beforeEach(() => (echoes = new Echoes()));
afterEach(() => echoes.end());

const TOKEN = 'a-token-of-the-office';

/** A built application: its document and one file. */
function built(): string {
  const folder = mkdtempSync(join(echoes.folder, 'pages-'));
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>结对</title>');
  writeFileSync(join(folder, 'assets', 'x-1.js'), 'let x;');
  writeFileSync(join(folder, 'assets', 'x-1.js.gz'), gzipSync('let x;'));
  return folder;
}

describe('the pages of a web application', () => {
  it.each(['/', '/villages/120110101201?lang=en', '/heat-map'])('at %s is its document', async (path) => {
    const { address } = await echoes.start({}, built());
    const response = await fetch(address + path);
    expect([response.status, response.headers.get('content-type')]).toEqual([
      200,
      'text/html; charset=utf-8',
    ]);
    expect(await response.text()).toContain('结对');
  });

  it.each([
    ['/api/nothing', 'no-such-address'],
    ['/assets/nothing.js', 'no-such-address'],
    ['/assets/..%2findex.html', 'no-such-address'],
  ])('are not at %s', async (path, problem) => {
    const { address } = await echoes.start({}, built());
    const response = await fetch(address + path);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ type: `/problems/${problem}` });
  });

  it('run nothing, show nothing and ask nothing that is not the platform’s own', async () => {
    const { address } = await echoes.start({}, built());
    for (const path of ['/', '/assets/x-1.js']) {
      const { headers } = await fetch(address + path);
      const policy = headers.get('content-security-policy')!;
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/unsafe|https?:|\*|data:/);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
    }
  });

  it('are kept by the browser for as long as they cannot change, packed where it takes that', async () => {
    const { address } = await echoes.start({}, built());
    const file = await fetch(`${address}/assets/x-1.js`);
    expect(file.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(file.headers.get('content-encoding')).toBe('gzip');
    expect((await fetch(address)).headers.get('cache-control')).toBe('no-cache');
  });

  it('are those that were built last, also when they are built anew beneath it', async () => {
    const pages = built();
    const { address } = await echoes.start({}, pages);
    await fetch(address);
    rmSync(join(pages, 'index.html'));
    expect(await (await fetch(address)).text()).toContain('结对');
    rmSync(join(pages, 'assets', 'x-1.js'));
    writeFileSync(join(pages, 'index.html'), '<script src="/assets/x-2.js"></script>');
    writeFileSync(join(pages, 'assets', 'x-2.js'), 'let y;');
    expect(await (await fetch(address)).text()).toContain('x-2.js');
    expect((await fetch(`${address}/assets/x-2.js`)).status).toBe(200);
  });

  it('are open to whoever must still be asked for the access token; the figures are not', async () => {
    const { address } = await echoes.start({ JIEDUI_TOKEN: TOKEN }, built());
    expect((await fetch(address)).status).toBe(200);
    expect((await fetch(`${address}/assets/x-1.js`)).status).toBe(200);
    expect((await fetch(`${address}/api/echo/who/me`)).status).toBe(401);
    const headers = { authorization: `Bearer ${TOKEN}` };
    expect((await fetch(`${address}/api/echo/who/me`, { headers })).status).toBe(200);
  });

  it('are only for the names of the platform', async () => {
    const { address } = await echoes.start({}, built());
    expect((await fetch(address, { headers: { origin: 'https://elsewhere.example' } })).status).toBe(403);
  });

  it('do not take the place of other methods', async () => {
    const { address } = await echoes.start({}, built());
    expect((await fetch(`${address}/villages`, { method: 'POST', body: '{}' })).status).toBe(404);
  });
});
