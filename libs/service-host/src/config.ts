import { isDay, type Day } from '@jiedui/programme';
import { readPlaces, type Places } from './places';
import { list, Settings } from './settings';
import { StartRefused } from './start-refused';

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** The settings of a service, from the environment. */
export interface HostConfig extends Places {
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
  /** `JIEDUI_KEY_FORMER` (several, by comma): what the present key has taken the place of. */
  readonly formerKeys: readonly Buffer[];
  /** `JIEDUI_KEY_FORMER_FILE`: the same, one a line. */
  readonly formerKeyFile?: string;
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

/** Undefined unless each is a key. */
export function parseKeys(texts: readonly string[]): Buffer[] | undefined {
  const keys = texts.map((text) => parseKey(text.trim())).filter((key) => key !== undefined);
  return keys.length === texts.length ? keys : undefined;
}

/** Reads the settings; `StartRefused` names every mistake in them at once. */
export function readConfig(env: NodeJS.ProcessEnv, defaultPort = 8080): HostConfig {
  const settings = new Settings(env);
  const host = settings.read('HOST', '127.0.0.1', 'a host name or an address', (text) =>
    /^[\w.:-]+$/.test(text) ? text : undefined,
  );
  const loopback = LOOPBACK.includes(host);
  const today = settings.read<Day | undefined>(
    'JIEDUI_TODAY',
    undefined,
    'a day such as 2019-09-30',
    (text) => (isDay(text) ? text : undefined),
  );
  const tokens = ['JIEDUI_TOKEN', 'JIEDUI_TOKENS'].flatMap((name) =>
    settings.read<string[]>(name, [], 'made of 16 to 256 visible ASCII characters, no comma', (text) =>
      list(text, TOKEN),
    ),
  );
  const key = settings.read<Buffer | undefined>(
    'JIEDUI_KEY',
    undefined,
    '32 bytes in hex or base64',
    (text) => parseKey(text),
  );
  const formerKeys = settings.read<Buffer[]>(
    'JIEDUI_KEY_FORMER',
    [],
    'made of keys of 32 bytes in hex or base64, by comma',
    (text) => parseKeys(text.split(',')),
  );
  const config: HostConfig = {
    port: settings.integer('PORT', defaultPort, 0, 65_535),
    host,
    dataFolder: env['JIEDUI_DATA'] || 'data',
    ...(today !== undefined && { today }),
    tokens,
    names: settings.read<string[]>('JIEDUI_HOSTS', [], 'host names without a port, by comma', (text) =>
      list(text.toLowerCase(), NAME),
    ),
    ...(key && { key }),
    ...(env['JIEDUI_KEY_FILE'] && { keyFile: env['JIEDUI_KEY_FILE'] }),
    formerKeys,
    ...(env['JIEDUI_KEY_FORMER_FILE'] && { formerKeyFile: env['JIEDUI_KEY_FORMER_FILE'] }),
    logLevel: settings.oneOf<LogLevel>('JIEDUI_LOG', 'info', ...LOG_LEVELS),
    requestsPerMinute: settings.integer('JIEDUI_RATE', loopback ? 6_000_000 : 6_000, 1, 100_000_000),
    ...readPlaces(settings),
  };
  const { mistakes } = settings;
  if (!loopback && !config.tokens.length && !mistakes.some((line) => line.startsWith('JIEDUI_TOKEN')))
    mistakes.push(`HOST=${host} lets other machines in: set JIEDUI_TOKEN, or listen on 127.0.0.1.`);
  if (mistakes.length) throw new StartRefused(mistakes);
  return config;
}
