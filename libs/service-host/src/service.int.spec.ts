import { join } from 'node:path';
import { Echoes } from './echo.fixture';

let echoes: Echoes;
beforeEach(() => (echoes = new Echoes()));
afterEach(() => echoes.end());

describe('the service itself', () => {
  it('given parts, when one is down, then the service is alive and not ready', async () => {
    const { address, host } = await echoes.start();
    host.readiness.add('store', () => ({ up: true, events: 7 }));
    expect((await fetch(`${address}/health/ready`)).status).toBe(200);
    host.readiness.add('broken', () => Promise.reject(new Error('a secret')));
    const ready = await fetch(`${address}/health/ready`);
    expect(ready.status).toBe(503);
    expect(await ready.json()).toMatchObject({
      status: 'error',
      details: { store: { status: 'up', events: 7 }, broken: { status: 'down', reason: 'failed' } },
    });
    expect((await fetch(`${address}/health/live`)).status).toBe(200);
  });

  it('given requests, then the figures count them by route, never by address', async () => {
    const { address } = await echoes.start();
    await fetch(`${address}/api/echo/who/Somebody`);
    const text = await (await fetch(`${address}/metrics`)).text();
    expect(text).toContain('route="/api/echo/who/:name"');
    expect(text).not.toContain('Somebody');
  });

  it('given a correlation id, then a UUID is taken over and anything else replaced', async () => {
    const { address } = await echoes.start();
    const ask = async (id: string) =>
      (await fetch(`${address}/health/live`, { headers: { 'x-correlation-id': id } })).headers.get(
        'x-correlation-id',
      );
    expect(await ask('0190163D-8694-739b-aea5-966c26f8ad91')).toBe('0190163d-8694-739b-aea5-966c26f8ad91');
    expect(await ask('Zhang San')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('given a browser, then the API page comes with its own files only', async () => {
    const { address } = await echoes.start();
    const page = await fetch(`${address}/api/docs`);
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
    expect(await page.text()).not.toMatch(/<script>(?!\s*<)|src=["']https?:/);
    expect((await (await fetch(`${address}/api/docs/swagger-ui.css`)).text()).length).toBeGreaterThan(1_000);
    expect(((await (await fetch(`${address}/api/openapi.json`)).json()) as { openapi: string }).openapi).toBe(
      '3.1.0',
    );
  });

  it('given the API page, then each operation names the problems that any request may be answered with', async () => {
    const pageOf = async (env: NodeJS.ProcessEnv, headers: Record<string, string> = {}) => {
      const { address } = await echoes.start(env);
      // eslint-disable-next-line @typescript-eslint/no-explicit-any -- as much of it as is asked for
      return (await (await fetch(`${address}/api/openapi.json`, { headers })).json()) as any;
    };
    const { paths, components } = await pageOf({});
    const of = (path: string, method: string) => Object.keys(paths[path][method].responses).map(Number);
    expect(of('/api/echo/broken', 'get')).toEqual([200, 400, 403, 405, 408, 414, 429, 431, 500, 503]);
    expect(of('/api/echo/who/{name}', 'get')).toContain(404);
    expect(of('/api/echo', 'post')).toEqual(expect.arrayContaining([413, 415]));
    expect(of('/health/ready', 'get')).toContain(503);
    const { $ref } = paths['/api/echo'].post.responses[400];
    const { content } = components.responses[$ref.split('/').at(-1)];
    expect(content['application/problem+json'].schema.allOf[1].properties.type.enum).toEqual([
      '/problems/malformed-json',
      '/problems/malformed-request',
    ]);

    const token = 'a-long-access-token';
    const env = { JIEDUI_TOKEN: token, JIEDUI_DATA: join(echoes.folder, 'guarded') };
    const guarded = await pageOf(env, { authorization: `Bearer ${token}` });
    expect(guarded.security).toEqual([{ bearer: [] }]);
    expect(guarded.paths['/api/echo'].post.responses).toHaveProperty('401');
    expect(guarded.paths['/health/live'].get).toMatchObject({ security: [] });
    expect(guarded.paths['/health/live'].get.responses).not.toHaveProperty('401');
  });
});
