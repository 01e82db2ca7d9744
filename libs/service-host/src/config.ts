import { isDay, type Day } from '@jiedui/programme';
import { StartRefused } from './start-refused';

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** The settings of a service, from the environment. */
export interface HostConfig {
  /** `PORT`; 0 takes a free one. */
  readonly port: number;
  /** `HOST`: the address that is listened on. */
  readonly host: string;
  /** `JIEDUI_DATA`: everything durable lives below it. */
  readonly dataFolder: string;
  /** `JIEDUI_TODAY`: the programme's day stands still on it. */
  readonly today?: Day;
  /** `JIEDUI_TOKEN`, `JIEDUI_TOKENS` (several, by comma): with any, every request needs one of them. */
  readonly tokens: readonly string[];
  /** `JIEDUI_HOSTS` (by comma): names by which browsers may address the service, beside localhost. */
  readonly names: readonly string[];
  /** `JIEDUI_KEY`: 32 bytes in hex or base64; without it, `JIEDUI_KEY_FILE` (`<data>/key`). */
  readonly key?: Buffer;
  readonly keyFile?: string;
  /** `JIEDUI_LOG`; reading personal fields is logged at `info`. */
  readonly logLevel: LogLevel;
  /** `JIEDUI_RATE`: requests that one address may make in a minute. */
  readonly requestsPerMinute: number;
}

const LOOPBACK = ['127.0.0.1', '::1', 'localhost'];
const TOKEN = /^[\x21-\x7e]{16,256}$/;
const NAME = /^[a-z0-9.-]+$|^\[[0-9a-f:.]+\]$/;

/** 32 bytes, written as 64 hex digits or in base64. */
export const parseKey = (text: string): Buffer | undefined =>
  /^[0-9a-f]{64}$/i.test(text)
    ? Buffer.from(text, 'hex')
    : /^[\w+/-]{43}=?$/.test(text)
      ? Buffer.from(text, 'base64')
      : undefined;

/** Reads the settings; `StartRefused` names every mistake in them at once. */
export function readConfig(env: NodeJS.ProcessEnv, defaultPort = 8080): HostConfig {
  const mistakes: string[] = [];
  /** What the variable says; `fallback` when it is unset or says nothing that `parse` takes. */
  const read = <T>(name: string, fallback: T, must: string, parse: (text: string) => T | undefined): T => {
    const text = env[name];
    if (text === undefined || text === '') return fallback;
    const value = parse(text);
    if (value === undefined) mistakes.push(`${name} must be ${must}.`);
    return value ?? fallback;
  };
  const integer = (min: number, max: number) => (text: string) =>
    /^\d{1,9}$/.test(text) && Number(text) >= min && Number(text) <= max ? Number(text) : undefined;
  const all = (text: string, item: RegExp) => {
    const items = text.split(',').map((part) => part.trim());
    return items.every((part) => item.test(part)) ? items : undefined;
  };

  const host = read('HOST', '127.0.0.1', 'a host name or an address', (text) =>
    /^[\w.:-]+$/.test(text) ? text : undefined,
  );
  const loopback = LOOPBACK.includes(host);
  const today = read<Day | undefined>('JIEDUI_TODAY', undefined, 'a day such as 2019-09-30', (text) =>
    isDay(text) ? text : undefined,
  );
  const tokens = ['JIEDUI_TOKEN', 'JIEDUI_TOKENS'].flatMap((name) =>
    read<string[]>(name, [], 'made of 16 to 256 visible ASCII characters, no comma', (text) =>
      all(text, TOKEN),
    ),
  );
  const key = read<Buffer | undefined>('JIEDUI_KEY', undefined, '32 bytes in hex or base64', (text) =>
    parseKey(text),
  );
  const config: HostConfig = {
    port: read('PORT', defaultPort, 'a number from 0 to 65535', integer(0, 65_535)),
    host,
    dataFolder: env['JIEDUI_DATA'] || 'data',
    ...(today !== undefined && { today }),
    tokens,
    names: read<string[]>('JIEDUI_HOSTS', [], 'host names without a port, by comma', (text) =>
      all(text.toLowerCase(), NAME),
    ),
    ...(key && { key }),
    ...(env['JIEDUI_KEY_FILE'] && { keyFile: env['JIEDUI_KEY_FILE'] }),
    logLevel: read('JIEDUI_LOG', 'info', `one of ${LOG_LEVELS.join(', ')}`, (text) =>
      LOG_LEVELS.find((level) => level === text),
    ),
    requestsPerMinute: read(
      'JIEDUI_RATE',
      loopback ? 6_000_000 : 6_000,
      'a number from 1 to 100000000',
      integer(1, 100_000_000),
    ),
  };
  if (!loopback && !config.tokens.length && !mistakes.some((line) => line.startsWith('JIEDUI_TOKEN')))
    mistakes.push(`HOST=${host} lets other machines in: set JIEDUI_TOKEN, or listen on 127.0.0.1.`);
  if (mistakes.length) throw new StartRefused(mistakes);
  return config;
}
