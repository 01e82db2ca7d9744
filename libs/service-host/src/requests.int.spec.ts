import { Echoes, raw } from './echo.fixture';

let echoes: Echoes;
beforeEach(() => (echoes = new Echoes()));
afterEach(() => echoes.end());

const json = { 'content-type': 'application/json' };

describe('errors', () => {
  it.each([
    ['malformed JSON', { method: 'POST', body: '{"a":', headers: json }, 400, 'malformed-json'],
    ['no body', { method: 'POST', body: '', headers: json }, 400, 'malformed-json'],
    [
      'invalid UTF-8',
      { method: 'POST', body: Buffer.from([0x22, 0xff, 0x22]), headers: json },
      400,
      'malformed-json',
    ],
    [
      'two members of the same name',
      { method: 'POST', body: String.raw`{"a":{"b":"\\"},"c":[{"b":": \":"}],"c":1}`, headers: json },
      400,
      'malformed-json',
    ],
    [
      'another media type',
      { method: 'POST', body: 'a=1', headers: { 'content-type': 'text/plain' } },
      415,
      'unsupported-media-type',
    ],
    [
      'another charset',
      { method: 'POST', body: '{}', headers: { 'content-type': 'application/json; charset=gbk' } },
      415,
      'unsupported-media-type',
    ],
    [
      'a body beyond 1 MiB',
      { method: 'POST', body: `"${'x'.repeat(1_048_577)}"`, headers: json },
      413,
      'too-large',
    ],
    ['another method', { method: 'DELETE' }, 405, 'method-not-allowed'],
    ['a method that few know', { method: 'QUERY' }, 405, 'method-not-allowed'],
  ] as const)(
    'given %s, then the problem is told in Chinese and in English',
    async (_, request, status, name) => {
      const { address } = await echoes.start();
      const zh = await fetch(`${address}/api/echo`, request);
      expect([zh.status, zh.headers.get('content-type'), zh.headers.get('content-language')]).toEqual([
        status,
        'application/problem+json; charset=utf-8',
        'zh-CN',
      ]);
      const problem = (await zh.json()) as Record<string, unknown>;
      expect(problem).toMatchObject({
        type: `/problems/${name}`,
        status,
        title: expect.stringMatching(/[一-龥]/),
      });
      const en = await fetch(`${address}/api/echo`, {
        ...request,
        headers: { ...('headers' in request && request.headers), 'accept-language': 'en-GB, zh;q=0.5' },
      });
      expect(((await en.json()) as { title: string }).title).toMatch(/^[ -~]+$/);
    },
  );

  it('given an unknown address, one that cannot be read, or one too long, then a problem says so', async () => {
    const { address } = await echoes.start();
    const statusOf = async (path: string) => {
      const answer = await fetch(address + path);
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
      return answer.status;
    };
    expect(await statusOf('/api/nothing')).toBe(404);
    expect(await statusOf('/api/echo/who/%ff')).toBe(400);
    expect(await statusOf('/api/echo/who/me?name=%ff')).toBe(400);
    expect(await statusOf(`/api/echo/who/${'x'.repeat(129)}`)).toBe(414);
  });

  it('given a mistake of our own, then nothing of it is told', async () => {
    const { address } = await echoes.start();
    const answer = await fetch(`${address}/api/echo/broken`);
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toMatch(/secret|somewhere|TypeError/);
  });

  it('given a disk that is full, then the client hears what to do', async () => {
    const { address } = await echoes.start();
    const answer = await fetch(`${address}/api/echo/full`);
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
    expect(await answer.json()).toMatchObject({
      type: '/problems/unavailable',
      detail: expect.stringContaining('服务的磁盘已满，请联系运维人员'),
    });
  });

  it('given names that are told apart, then each is a member of its own', async () => {
    const { address } = await echoes.start();
    const body = String.raw`{"__proto__":{"a":1},"a":{"a":"\"a\":"},"b":[{"a":"\\\\"},{"a":": "}],"":"\\"}`;
    const answer = await fetch(`${address}/api/echo`, { method: 'POST', body, headers: json });
    expect(JSON.parse(await answer.text()).body).toEqual(JSON.parse(body));
  });

  it('given a body of 10 MB wherever it is sent, then the client can read why it is not taken', async () => {
    const { address } = await echoes.start();
    const body = Buffer.alloc(10 * 1024 * 1024, ' ');
    for (const [path, type, status] of [
      ['/api/echo', 'application/json', 413],
      ['/api/echo', 'text/plain', 415],
      ['/api/echo/bytes', 'application/json', 413],
      ['/api/echo/bytes', 'application/octet-stream', 413],
      ['/api/echo/who/me', 'application/json', 405],
      ['/api/nothing', 'text/plain', 404],
    ] as const)
      for (let time = 0; time < 3; time++) {
        const answer = await fetch(address + path, {
          method: 'POST',
          body,
          headers: { 'content-type': type },
        });
        expect([path, type, answer.status]).toEqual([path, type, status]);
        expect(answer.headers.get('content-type')).toContain('application/problem+json');
        await answer.text();
      }
  });

  it('given deeply nested JSON, then it is refused', async () => {
    const { address } = await echoes.start();
    const body = '['.repeat(500_000) + ']'.repeat(500_000);
    const answer = await fetch(`${address}/api/echo`, { method: 'POST', body, headers: json });
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('20 层')]);
  });

  it('given what is no HTTP, then it is told and the connection ends', async () => {
    const { address } = await echoes.start();
    expect(await raw(address, 'NONSENSE\r\n\r\n')).toMatch(/^HTTP\/1.1 400 [\s\S]*problem\+json/);
    expect(
      await raw(address, `GET / HTTP/1.1\r\nhost: localhost\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`),
    ).toMatch(/^HTTP\/1.1 431 /);
    expect(await raw(address, 'GET /api/echo/who/me HTTP/1.1\r\nconnection: close\r\n\r\n')).toMatch(
      /^HTTP\/1.1 403 [\s\S]*host-refused/,
    );
  });
});

describe('who may ask', () => {
  it('given another host name or another site, then it is refused', async () => {
    const { address } = await echoes.start();
    const { port } = new URL(address);
    const ask = (host: string, origin?: string) =>
      raw(
        address,
        `GET /api/echo/who/me HTTP/1.1\r\nhost: ${host}\r\n${origin ? `origin: ${origin}\r\n` : ''}connection: close\r\n\r\n`,
      );
    expect(await ask(`localhost:${port}`)).toMatch(/^HTTP\/1.1 200/);
    expect(await ask(`localhost:${port}`, `http://localhost:${port}`)).toMatch(/^HTTP\/1.1 200/);
    expect(await ask('evil.example')).toMatch(/^HTTP\/1.1 403[\s\S]*host-refused/);
    expect(await ask(`localhost:${port}`, 'http://evil.example')).toMatch(
      /^HTTP\/1.1 403[\s\S]*origin-refused/,
    );
    expect(await ask(`localhost:${port}`, 'null')).toMatch(/^HTTP\/1.1 403[\s\S]*origin-refused/);
  });

  it('given an access token, when a request comes without it, then it is refused; health is not', async () => {
    const { address } = await echoes.start({ JIEDUI_TOKENS: 'the-first-long-token,the-second-long-token' });
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
    const { address } = await echoes.start({ JIEDUI_RATE: '3' });
    const answers = [];
    for (let i = 0; i < 4; i++) answers.push(await fetch(`${address}/api/echo/who/me`));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
    expect(Number(answers[3]!.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});
