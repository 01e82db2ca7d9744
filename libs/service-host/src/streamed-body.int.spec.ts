import { Echoes, MOST_BYTES, raw } from './echo.fixture';

let echoes: Echoes;
beforeEach(() => (echoes = new Echoes()));
afterEach(() => echoes.end());

const binary = { 'content-type': 'application/octet-stream' };

describe('a body that its route reads itself', () => {
  const post = async (
    path: string,
    body: Uint8Array<ArrayBuffer> | ReadableStream | string,
    headers: Record<string, string>,
  ) => {
    const { address } = await echoes.start();
    // a stream has no declared length
    const response = await fetch(`${address}${path}`, {
      method: 'POST',
      body,
      headers,
      duplex: 'half',
    } as RequestInit);
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  const ofSize = (bytes: number) => new Uint8Array(bytes);

  it('given as many bytes as it takes, then they arrive, however large JSON may be', async () => {
    expect(await post('/api/echo/bytes', ofSize(MOST_BYTES), binary)).toEqual({
      status: 201,
      body: { bytes: MOST_BYTES },
    });
  });

  it.each([
    ['declared', () => ofSize(MOST_BYTES + 1)],
    ['undeclared', () => new Blob([ofSize(MOST_BYTES + 1)]).stream()],
  ])('given more, %s, then it is told so and the most is named', async (_, body) => {
    const answer = await post('/api/echo/bytes', body(), binary);
    expect(answer).toMatchObject({ status: 413, body: { type: '/problems/too-large', detail: '最大 2 MB' } });
  });

  it('given JSON, or another type, or its type at a route for JSON, then it is told what the body must be', async () => {
    const json = { 'content-type': 'application/json' };
    for (const [path, headers, detail] of [
      ['/api/echo/bytes', json, 'application/octet-stream'],
      ['/api/echo/bytes', { 'content-type': 'text/plain' }, 'application/octet-stream'],
      ['/api/echo', binary, 'application/json'],
    ] as const) {
      const { status, body } = await post(path, '{}', headers);
      expect([status, body.detail]).toEqual([415, `请求正文须为 ${detail}`]);
      await echoes.end();
      echoes = new Echoes();
    }
  });

  it('given a body that breaks off, then nothing of it is taken, and the service goes on', async () => {
    const { address } = await echoes.start();
    const broken = raw(
      address,
      'POST /api/echo/bytes HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/octet-stream\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\nnonsense\r\n',
    );
    expect(await broken).toMatch(/^HTTP\/1.1 400/);
    expect((await fetch(`${address}/api/echo/who/you`)).status).toBe(200);
  });
});
