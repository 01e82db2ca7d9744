import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bureau } from '@jiedui/bureau';
import { BureauModule, bureauToken } from '@jiedui/bureau/http';
import { areas } from '@jiedui/catalogue';
import { ProgressModule } from '@jiedui/progress';
import { registryBureau } from '@jiedui/registry-service';
import { readConfig, startService, type RunningService } from '@jiedui/service-host';
import { bureaus as areaBureaus } from '@jiedui/services';

const bureaus = [registryBureau, ...areaBureaus];
const PATIENCE_MS = 60_000;

export interface Asked {
  readonly method: string;
  /** As it is sent: nothing is normalised. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
}

/** Every service in one process on stores of its own, over real HTTP. */
export class Platform {
  private constructor(
    private readonly folder: string,
    private readonly service: RunningService,
  ) {}

  static async start(env: NodeJS.ProcessEnv = {}): Promise<Platform> {
    const folder = mkdtempSync(join(tmpdir(), 'fuzz-'));
    const service = await startService(
      {
        title: 'platform',
        modules: [...bureaus.map((def) => BureauModule.register(def)), ProgressModule.register(areas)],
      },
      readConfig({
        ...{ PORT: '0', JIEDUI_LOG: 'silent', JIEDUI_DATA: folder, JIEDUI_TODAY: '2019-09-30' },
        ...env,
      }),
    );
    return new Platform(folder, service);
  }

  get address(): string {
    return this.service.address;
  }

  /** How many events each log holds. */
  async events(): Promise<Readonly<Record<string, number>>> {
    const counts = bureaus.map(
      async ({ area }) => [area.id, (await this.bureau(area.id).log.summary()).events] as const,
    );
    return Object.fromEntries(await Promise.all(counts));
  }

  /** Registers a village, and waits until every bureau knows it. */
  async register(village: string): Promise<void> {
    const path = '/api/registry/commands/register-village';
    const headers = { 'content-type': 'application/json', 'idempotency-key': village };
    const facts = { village, occurredOn: '2017-08-01', name: '艾各庄村', districtCode: '120119' };
    const more = { townName: '示例镇', households: 100, population: 300, longitude: 117, latitude: 39 };
    await this.ask({ method: 'POST', path, headers, body: JSON.stringify({ ...facts, ...more }) });
    while (!areaBureaus.every(({ area }) => this.bureau(area.id).reference.findVillage(village)))
      await new Promise((resolve) => setTimeout(resolve, 5));
  }

  private bureau(area: string): Bureau {
    return this.service.app.get<Bureau>(bureauToken(area), { strict: false });
  }

  /** Rejects when there is no answer in time. Of an answer without end, what has come by then is its body. */
  ask({ method, path, headers = {}, body }: Asked): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const { hostname, port } = new URL(this.address);
      const sent = request({ hostname, port, method, path, headers: { ...headers } }, (response) => {
        let text = '';
        const tell = () => resolve({ status: response.statusCode!, headers: response.headers, body: text });
        response.setEncoding('utf8').on('end', tell).on('error', reject);
        response.on('data', (part: string) => {
          text += part;
          if (response.headers['content-type']?.startsWith('text/event-stream')) {
            tell();
            sent.destroy();
          }
        });
      });
      sent.setTimeout(PATIENCE_MS, () => sent.destroy(new Error(`no answer: ${method} ${path}`)));
      sent.on('error', reject).end(body);
    });
  }

  async close(): Promise<void> {
    await this.service.close();
    rmSync(this.folder, { recursive: true });
  }
}
