import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sourceOf, topicOf, type DomainEvent } from '@jiedui/programme';
import { ManualClock, readConfig, startService, type RunningService } from '@jiedui/service-host';
import type { Bureau } from '../bureau';
import { wellsBureau } from '../wells.fixture';
import { BureauModule, bureauToken } from '.';

export const VILLAGE = '120119101201';
export const OTHER = '120114000111';
/** What every command says. */
export const AT = { village: VILLAGE, occurredOn: '2018-03-01' };

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the body of whatever answer
  readonly body: any;
}

export const rulesOf = ({ body }: Answered): string[] =>
  body.violations.map(({ rule }: { rule: string }) => rule);

/** `DigWell` -> `dig-well` */
export const pathOf = (command: string): string => command.replace(/(?<=.)([A-Z])/g, '-$1').toLowerCase();

/** The fictional bureau as a service of its own, on a free port and in a folder of its own. */
export class ServedWells {
  private keys = 0;

  private constructor(
    private readonly folder: string,
    readonly service: RunningService,
  ) {}

  static async start(
    env: NodeJS.ProcessEnv = {},
    now = '2018-06-15T01:00:00.000Z',
    folder = mkdtempSync(join(tmpdir(), 'wells-')),
  ): Promise<ServedWells> {
    const config = readConfig({ PORT: '0', JIEDUI_LOG: 'silent', JIEDUI_DATA: join(folder, 'data'), ...env });
    const clock = () => new ManualClock('Asia/Shanghai', now);
    const modules = [BureauModule.register(wellsBureau)];
    const wells = new ServedWells(folder, await startService({ title: 'wells', modules, clock }, config));
    await wells.register(VILLAGE);
    return wells;
  }

  /** Ends the service and starts it again on the same folder, its clock where it was. */
  async restart(env: NodeJS.ProcessEnv = {}): Promise<ServedWells> {
    const now = this.clock.now();
    await this.service.close();
    return ServedWells.start(env, now, this.folder);
  }

  async end(): Promise<void> {
    await this.service.close();
    rmSync(this.folder, { recursive: true });
  }

  get bureau(): Bureau {
    return this.service.app.get<Bureau>(bureauToken('wells'), { strict: false });
  }

  get clock(): ManualClock {
    return this.service.host.clock as ManualClock;
  }

  get api(): string {
    return `${this.service.address}/api/wells`;
  }

  /** Publishes a village as the registry does, and waits until the bureau knows it. */
  async register(code: string): Promise<void> {
    const event = {
      ...{ specversion: '1.0', id: code, source: sourceOf('registry'), type: 'registry.VillageRegistered' },
      ...{ subject: code, partitionkey: code, villageseq: 1, time: '2018-01-01T00:00:00.000Z' },
      ...{ actor: 'u-1', correlationid: 'c', data: { occurredOn: '2018-01-01', code, name: code } },
    };
    const message = { topic: topicOf('registry'), key: code, value: JSON.stringify(event) };
    await this.service.host.transport.publish([message]);
    while (!this.bureau.reference.findVillage(code)) await new Promise((resolve) => setTimeout(resolve, 5));
  }

  async get(path: string, headers: Record<string, string> = {}): Promise<Answered> {
    return answered(await fetch(this.api + path, { headers }));
  }

  async erase(path: string): Promise<Answered> {
    return answered(await fetch(this.api + path, { method: 'DELETE' }));
  }

  /** An address outside the bureau's API. */
  async getFromHost(path: string): Promise<Answered> {
    return answered(await fetch(this.service.address + path));
  }

  async send(command: string, body: unknown, headers: Record<string, string> = {}): Promise<Answered> {
    const response = await fetch(`${this.api}/commands/${command}`, {
      method: 'POST',
      body: typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body),
      headers: { 'content-type': 'application/json', 'idempotency-key': `key-${++this.keys}`, ...headers },
    });
    return answered(response);
  }

  /** Records a well; its id. */
  async digWell(more: object = {}): Promise<string> {
    const { status, body } = await this.send('dig-well', { ...AT, depth: 'deep', ...more });
    expect([status, body]).toEqual([200, expect.anything()]);
    return body.record.id;
  }

  async events(village = VILLAGE): Promise<DomainEvent[]> {
    return (await this.bureau.log.read(village, 1, 10_000)).map((text) => JSON.parse(text) as DomainEvent);
  }
}

async function answered(response: Response): Promise<Answered> {
  const text = await response.text();
  const { status, headers } = response;
  return { status, headers, body: /json/.test(headers.get('content-type') ?? '') ? JSON.parse(text) : text };
}
