import { commandsByPath, MARK, markedValues } from './marks.fixture';
import type { BureauDef } from '@jiedui/bureau';

const TEXT = `标记-${MARK}`;
/** Names of members and parameters that nobody knows. */
const UNKNOWN = ['unknown', TEXT, MARK];
const LONG = `${TEXT}-`.repeat(500);
/** What a client may say in headers, and nobody asks for. */
const HEADERS = {
  'user-agent': `browser ${MARK}`,
  'x-correlation-id': `id-${MARK}`,
  'x-forwarded-for': MARK,
  referer: `http://localhost/${MARK}`,
  cookie: `name=${MARK}`,
  'accept-language': `en;q=${MARK}`,
};
const JSON_BODY = { 'content-type': 'application/json' };
const ASKED_BADLY = { 'idempotency-key': `${MARK} ${MARK}`, 'if-match': `"${MARK}x"` };

interface Operation {
  readonly parameters?: readonly { readonly in: string; readonly name: string }[];
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly schema?: Schema; readonly examples?: Examples }>>;
  };
}
type Schema = { readonly properties?: Readonly<Record<string, unknown>> };
type Examples = { readonly example: { readonly value: Record<string, unknown> } };

/** Somebody who sends personal values wherever they do not belong, to every operation of a service. */
export class Careless {
  private keys = 0;

  /** @param tell is told each answer whole: status, headers and body */
  constructor(
    private readonly address: string,
    private readonly tell: (answer: string) => void,
  ) {}

  /** Sends marks as wrong types, unknown members, too long, in the query, in the path, in headers. */
  async sendEverywhere(): Promise<void> {
    const { paths } = JSON.parse((await this.send('GET', '/api/openapi.json')).body) as {
      paths: Record<string, Record<string, Operation>>;
    };
    for (const [path, operations] of Object.entries(paths))
      for (const [method, operation] of Object.entries(operations))
        await this.sendTo(method.toUpperCase(), path, operation);
    for (const path of [
      `/${TEXT}`,
      `/api/${TEXT}`,
      `/api/housing/${MARK}`,
      `/api/housing/villages/${LONG}/events`,
    ])
      await this.send('GET', encodeURI(path));
    await this.send('POST', '/metrics', { body: TEXT });
    await this.send('GET', '/api/docs', { headers: { origin: `http://${MARK}.example` } });
    await this.send('GET', '/health/ready', { headers: { authorization: `Bearer ${MARK}` } });
  }

  private async sendTo(method: string, path: string, { parameters = [], requestBody }: Operation) {
    const marked = path.replace(/\{\w+\}/g, encodeURIComponent(TEXT));
    const names = parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name);
    const query = new URLSearchParams([...names, ...UNKNOWN].map((name): [string, string] => [name, TEXT]));
    await this.send(method, `${marked}?${query}`, { headers: ASKED_BADLY });
    if (!requestBody) return;
    const properties = Object.values(requestBody.content)[0]?.schema?.properties ?? {};
    const whole = (value: unknown) =>
      Object.fromEntries([...Object.keys(properties), ...UNKNOWN].map((name) => [name, value]));
    const bodies = [TEXT, LONG, [TEXT], { [TEXT]: TEXT }].map((value) => JSON.stringify(whole(value)));
    for (const body of [...bodies, `{"village":"${TEXT}`, JSON.stringify(TEXT), `{"${TEXT}":`])
      await this.send(method, marked, { body, headers: { ...JSON_BODY, ...ASKED_BADLY } });
    for (const type of ['text/plain', 'application/octet-stream', `text/${MARK}`])
      await this.send(method, marked, { body: TEXT, headers: { 'content-type': type } });
  }

  /** Sends every command of a bureau as it should be, with marks as personal values, and again with others. */
  async useWell(def: BureauDef, village: string, occurredOn: string): Promise<void> {
    const { paths } = JSON.parse((await this.send('GET', '/api/openapi.json')).body);
    for (const [path, command] of commandsByPath(def)) {
      const address = `/api/${def.area.id}/commands/${path}`;
      const example = paths[address].post.requestBody.content['application/json'].examples.example.value;
      const headers = { ...JSON_BODY, 'idempotency-key': `used-well-${++this.keys}` };
      const at = { occurredOn, ...('village' in example && { village }) };
      const ask = () => ({ body: JSON.stringify({ ...example, ...at, ...markedValues(command) }), headers });
      const { status, body } = await this.send('POST', address, ask());
      await this.send('POST', address, ask());
      const { record, village: of } = JSON.parse(body);
      if (status === 200)
        await this.readAndErase(`/api/${def.area.id}/villages/${of}/records/${record.kind}/${record.id}`);
    }
  }

  /** Records whose personal values were read at their own address. */
  read = 0;

  private async readAndErase(record: string): Promise<void> {
    const response = await fetch(`${this.address}${record}/private`);
    if ((await response.text()).includes(MARK)) this.read++; // the one answer that tells them
    await this.send('GET', record);
    await this.send('DELETE', `${record}/private`);
    await this.send('GET', `${record}/private`);
  }

  private async send(
    method: string,
    path: string,
    { body, headers }: { readonly body?: string; readonly headers?: Record<string, string> } = {},
  ): Promise<{ readonly status: number; readonly body: string }> {
    const stop = new AbortController();
    const response = await fetch(this.address + path, {
      method,
      headers: { ...HEADERS, ...headers },
      signal: stop.signal,
      ...(body !== undefined && { body }),
    });
    const isEndless = response.headers.get('content-type')?.startsWith('text/event-stream');
    const text = isEndless ? '' : await response.text();
    if (isEndless) stop.abort();
    this.tell(`${method} ${response.status} ${JSON.stringify([...response.headers])} ${text}`);
    return { status: response.status, body: text };
  }
}
