import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Body, Controller, Get, Module, Param, Post } from '@nestjs/common';
import { readConfig, startService, StartRefused, type RunningService } from '.';

@Controller('api/echo')
class EchoController {
  @Get('who/:name')
  who(@Param('name') name: string) {
    return { name };
  }

  @Post()
  echo(@Body() body: unknown) {
    return { body };
  }

  @Get('broken')
  broken(): never {
    throw new TypeError('a secret of /srv/somewhere');
  }
}

@Module({ controllers: [EchoController] })
class EchoModule {}

let folder: string;
const open: RunningService[] = [];

const start = async (env: NodeJS.ProcessEnv = {}) => {
  const running = await startService(
    { title: 'echo', modules: [EchoModule] },
    readConfig({ PORT: '0', JIEDUI_LOG: 'silent', JIEDUI_DATA: join(folder, 'data'), ...env }),
  );
  open.push(running);
  return running;
};

const refusal = async (what: () => unknown): Promise<string> => {
  try {
    await what();
  } catch (error) {
    expect(error).toBeInstanceOf(StartRefused);
    return (error as StartRefused).sentences.join(' ');
  }
  throw new Error('it started');
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'host-'));
});

afterEach(async () => {
  await Promise.all(open.splice(0).map((running) => running.close()));
  rmSync(folder, { recursive: true });
});

describe('settings', () => {
  it('given several mistakes, when read, then each is named in a sentence', async () => {
    const told = await refusal(() =>
      readConfig({ PORT: '80800', JIEDUI_TODAY: '2019-02-30', JIEDUI_TOKEN: 'short', JIEDUI_KEY: 'zz', JIEDUI_LOG: 'loud' }),
    );
    for (const name of ['PORT', 'JIEDUI_TODAY', 'JIEDUI_TOKEN', 'JIEDUI_KEY', 'JIEDUI_LOG']) expect(told).toContain(name);
  });

  it('given no token, when others shall get in, then it is refused; with one it is not', async () => {
    expect(await refusal(() => readConfig({ HOST: '0.0.0.0' }))).toContain('JIEDUI_TOKEN');
    expect(readConfig({ HOST: '0.0.0.0', JIEDUI_TOKEN: 'a-token-of-some-length' }).host).toBe('0.0.0.0');
  });
});

describe('the data folder', () => {
  it('given a first start, when it runs, then the folder and the key are for its owner alone', async () => {
    await start();
    expect(statSync(join(folder, 'data')).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, 'data', 'key')).mode & 0o777).toBe(0o600);
  });

  it('given a running service, when another opens its folder, then it is refused; after its end it is not', async () => {
    const first = await start();
    expect(await refusal(() => start())).toContain('in use by another process');
    await first.close();
    await start();
  });

  it('given a folder from a newer version, when opened, then it is refused', async () => {
    mkdirSync(join(folder, 'data'));
    writeFileSync(join(folder, 'data', 'format.json'), '{"format":99}');
    expect(await refusal(() => start())).toContain('newer version');
  });

  it('given a folder that cannot be made, one that holds other things, a lost or open key, then it is refused', async () => {
    writeFileSync(join(folder, 'file'), '');
    expect(await refusal(() => start({ JIEDUI_DATA: join(folder, 'file', 'data') }))).toContain('cannot be made');
    expect(await refusal(() => start({ JIEDUI_DATA: folder }))).toContain('holds other things');
    const running = await start();
    await running.close();
    writeFileSync(join(folder, 'data', 'key'), 'nonsense', { mode: 0o600 });
    expect(await refusal(() => start())).toContain('does not hold 32 bytes');
    rmSync(join(folder, 'data', 'key'));
    expect(await refusal(() => start())).toContain('is missing');
    writeFileSync(join(folder, 'data', 'key'), 'nonsense', { mode: 0o644 });
    expect(await refusal(() => start())).toContain('chmod 600');
  });

  it('given a used port, when started, then it is refused, and the folder is free again', async () => {
    const first = await start();
    const PORT = new URL(first.address).port;
    const JIEDUI_DATA = join(folder, 'other');
    expect(await refusal(() => start({ PORT, JIEDUI_DATA }))).toContain(`Port ${PORT}`);
    await start({ JIEDUI_DATA });
  });
});

const json = { 'content-type': 'application/json' };

describe('errors', () => {
  it.each([
    ['malformed JSON', { method: 'POST', body: '{"a":', headers: json }, 400, 'malformed-json'],
    ['no body', { method: 'POST', body: '', headers: json }, 400, 'malformed-json'],
    ['invalid UTF-8', { method: 'POST', body: Buffer.from([0x22, 0xff, 0x22]), headers: json }, 400, 'malformed-json'],
    ['another media type', { method: 'POST', body: 'a=1', headers: { 'content-type': 'text/plain' } }, 415, 'unsupported-media-type'],
    ['another charset', { method: 'POST', body: '{}', headers: { 'content-type': 'application/json; charset=gbk' } }, 415, 'unsupported-media-type'],
    ['a body beyond 1 MiB', { method: 'POST', body: `"${'x'.repeat(1_048_577)}"`, headers: json }, 413, 'too-large'],
    ['another method', { method: 'DELETE' }, 405, 'method-not-allowed'],
  ] as const)('given %s, then the problem is told in Chinese and in English', async (_, request, status, name) => {
    const { address } = await start();
    const zh = await fetch(`${address}/api/echo`, request);
    expect([zh.status, zh.headers.get('content-type'), zh.headers.get('content-language')]).toEqual([
      status,
      'application/problem+json; charset=utf-8',
      'zh-CN',
    ]);
    const problem = (await zh.json()) as Record<string, unknown>;
    expect(problem).toMatchObject({ type: `/problems/${name}`, status, title: expect.stringMatching(/[一-龥]/) });
    const en = await fetch(`${address}/api/echo`, { ...request, headers: { ...('headers' in request && request.headers), 'accept-language': 'en-GB, zh;q=0.5' } });
    expect(((await en.json()) as { title: string }).title).toMatch(/^[ -~]+$/);
  });

  it('given an unknown address, one that cannot be read, or one too long, then a problem says so', async () => {
    const { address } = await start();
    const statusOf = async (path: string) => {
      const answer = await fetch(address + path);
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
      return answer.status;
    };
    expect(await statusOf('/api/nothing')).toBe(404);
    expect(await statusOf('/api/echo/who/%ff')).toBe(400);
    expect(await statusOf(`/api/echo/who/${'x'.repeat(129)}`)).toBe(414);
  });

  it('given a mistake of our own, then nothing of it is told', async () => {
    const { address } = await start();
    const answer = await fetch(`${address}/api/echo/broken`);
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toMatch(/secret|somewhere|TypeError/);
  });

  it('given deeply nested JSON, then it is refused', async () => {
    const { address } = await start();
    const body = '['.repeat(500_000) + ']'.repeat(500_000);
    const answer = await fetch(`${address}/api/echo`, { method: 'POST', body, headers: json });
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('20 层')]);
  });

  it('given what is no HTTP, then it is told and the connection ends', async () => {
    const { address } = await start();
    expect(await raw(address, 'NONSENSE\r\n\r\n')).toMatch(/^HTTP\/1.1 400 [\s\S]*problem\+json/);
    expect(await raw(address, `GET / HTTP/1.1\r\nhost: localhost\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`)).toMatch(/^HTTP\/1.1 431 /);
  });
});

describe('who may ask', () => {
  it('given another host name or another site, then it is refused', async () => {
    const { address } = await start();
    const { port } = new URL(address);
    const ask = (host: string, origin?: string) =>
      raw(address, `GET /api/echo/who/me HTTP/1.1\r\nhost: ${host}\r\n${origin ? `origin: ${origin}\r\n` : ''}connection: close\r\n\r\n`);
    expect(await ask(`localhost:${port}`)).toMatch(/^HTTP\/1.1 200/);
    expect(await ask(`localhost:${port}`, `http://localhost:${port}`)).toMatch(/^HTTP\/1.1 200/);
    expect(await ask('evil.example')).toMatch(/^HTTP\/1.1 403[\s\S]*host-refused/);
    expect(await ask(`localhost:${port}`, 'http://evil.example')).toMatch(/^HTTP\/1.1 403[\s\S]*origin-refused/);
    expect(await ask(`localhost:${port}`, 'null')).toMatch(/^HTTP\/1.1 403[\s\S]*origin-refused/);
  });

  it('given an access token, when a request comes without it, then it is refused; health is not', async () => {
    const { address } = await start({ JIEDUI_TOKENS: 'the-first-long-token,the-second-long-token' });
    const ask = async (path: string, token?: string) =>
      (await fetch(address + path, { headers: token ? { authorization: `Bearer ${token}` } : {} })).status;
    expect(await ask('/api/echo/who/me')).toBe(401);
    expect(await ask('/api/echo/who/me', 'the-wrong-long-token')).toBe(401);
    expect(await ask('/api/echo/who/me', 'the-second-long-token')).toBe(200);
    expect(await ask('/metrics')).toBe(401);
    expect(await ask('/api/openapi.json')).toBe(401);
    expect(await ask('/health/live')).toBe(200);
  });

  it('given more requests than allowed, then the next is told when to come again', async () => {
    const { address } = await start({ JIEDUI_RATE: '3' });
    const answers = [];
    for (let i = 0; i < 4; i++) answers.push(await fetch(`${address}/api/echo/who/me`));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
    expect(Number(answers[3]!.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});

describe('the service itself', () => {
  it('given parts, when one is down, then the service is alive and not ready', async () => {
    const { address, host } = await start();
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
    const { address } = await start();
    await fetch(`${address}/api/echo/who/Somebody`);
    const text = await (await fetch(`${address}/metrics`)).text();
    expect(text).toContain('route="/api/echo/who/:name"');
    expect(text).not.toContain('Somebody');
  });

  it('given a correlation id, then a UUID is taken over and anything else replaced', async () => {
    const { address } = await start();
    const ask = async (id: string) =>
      (await fetch(`${address}/health/live`, { headers: { 'x-correlation-id': id } })).headers.get('x-correlation-id');
    expect(await ask('0190163D-8694-739b-aea5-966c26f8ad91')).toBe('0190163d-8694-739b-aea5-966c26f8ad91');
    expect(await ask('Zhang San')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('given a browser, then the API page comes with its own files only', async () => {
    const { address } = await start();
    const page = await fetch(`${address}/api/docs`);
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
    expect(await page.text()).not.toMatch(/<script>(?!\s*<)|src=["']https?:/);
    expect((await (await fetch(`${address}/api/docs/swagger-ui.css`)).text()).length).toBeGreaterThan(1_000);
    expect(((await (await fetch(`${address}/api/openapi.json`)).json()) as { openapi: string }).openapi).toBe('3.1.0');
  });
});

/** Sends bytes as they are and returns what comes back until the end. */
const raw = (address: string, text: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(address);
    const socket = connect(Number(port), hostname, () => socket.write(text));
    let answer = '';
    socket.on('data', (bytes) => (answer += bytes.toString())).on('end', () => resolve(answer)).on('error', reject);
  });
