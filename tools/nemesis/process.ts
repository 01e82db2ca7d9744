import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';

const HEAP_MB = 224;
/** Before what ended by itself is started again. */
const AGAIN_AFTER_MS = 1_000;

export interface ServiceDef {
  readonly name: string;
  /** Part of the addresses of its API: `/api/<api>`. */
  readonly api: string;
  /** Its bundle. */
  readonly main: string;
  readonly port: number;
  readonly env: Readonly<Record<string, string>>;
  readonly logFile: string;
}

/** A service as a process of its own, started again whenever it ends, as an orchestrator would. */
export class ServiceProcess {
  /** The most memory that it has had, in bytes. */
  peak = 0;
  starts = 0;
  /** Exit codes of those that ended though nobody had ended them. */
  readonly endedByItself: string[] = [];
  private child: ChildProcess | undefined;
  private isWanted = false;
  private isKept = Promise.resolve();

  constructor(readonly def: ServiceDef) {}

  get address(): string {
    return `http://127.0.0.1:${this.def.port}/api/${this.def.api}`;
  }

  start(): void {
    this.isWanted = true;
    this.isKept = this.keep();
  }

  private async keep(): Promise<void> {
    while (this.isWanted) {
      const { main, port, env, logFile } = this.def;
      const log = openSync(logFile, 'a');
      const args = [`--max-old-space-size=${HEAP_MB}`, '--enable-source-maps', main];
      const own = { PATH: process.env['PATH'], HOME: process.env['HOME'] };
      const child = spawn(process.execPath, args, {
        env: { ...own, PORT: String(port), ...env },
        stdio: ['ignore', log, log],
        detached: true, // a session of its own, as in a container: a ^C ends only us, and it has its share of the processor
      });
      closeSync(log);
      this.child = child;
      this.starts++;
      const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
      if (!this.isWanted) return;
      this.endedByItself.push(String(signal ?? code));
      await setTimeout(AGAIN_AFTER_MS);
    }
  }

  /** kill -9. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  /** SIGTERM, and waits. */
  async stop(): Promise<void> {
    await this.end('SIGTERM');
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    this.isWanted = false;
    this.child?.kill(signal);
    await this.isKept;
  }

  pause(): void {
    this.child?.kill('SIGSTOP');
  }

  resume(): void {
    this.child?.kill('SIGCONT');
  }

  lookAtMemory(): void {
    const file = `/proc/${this.child?.pid ?? 0}/status`;
    const status = existsSync(file) ? readFileSync(file, 'utf8') : '';
    const kilobytes = Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0);
    this.peak = Math.max(this.peak, kilobytes * 1024);
  }
}
