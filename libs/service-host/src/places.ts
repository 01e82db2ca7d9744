import { hostname } from 'node:os';
import type { KafkaSettings } from '@jiedui/transport/kafka';
import { list, type Settings } from './settings';

/** `JIEDUI_STORE`: where the services keep what they keep. */
export type StorePlace =
  | { readonly kind: 'embedded' }
  | {
      readonly kind: 'mongodb';
      /** `MONGODB_URI`, with the password of `MONGODB_PASSWORD`. */
      readonly uri: string;
      /** `JIEDUI_DATABASE`: what the names of the databases begin with. */
      readonly prefix: string;
    };

/** `JIEDUI_TRANSPORT`: the way of the events. */
export type TransportPlace =
  | { readonly kind: 'embedded' }
  | { readonly kind: 'kafka'; readonly settings: Omit<KafkaSettings, 'clientId' | 'onError'> };

/** Where the rest of the platform is. */
export interface Places {
  readonly store: StorePlace;
  readonly transport: TransportPlace;
  /** `JIEDUI_INSTANCE`: the name of this replica. */
  readonly instance: string;
  /** `JIEDUI_SOURCES`: area -> address of a bureau's API, whose log can be asked for what is missing. */
  readonly sources: ReadonlyMap<string, string>;
  /** `JIEDUI_SOURCES_TOKEN`: lets in there. */
  readonly sourcesToken?: string;
}

const MECHANISMS = ['SCRAM-SHA-512', 'SCRAM-SHA-256', 'PLAIN'] as const;
const TOKEN = /^[\x21-\x7e]{16,256}$/;

export function readPlaces(settings: Settings): Places {
  const instance = settings.read<string | undefined>(
    'JIEDUI_INSTANCE',
    undefined,
    'a name of 1 to 100 letters, digits, dots, hyphens and underscores',
    (text) => (/^[\w.-]{1,100}$/.test(text) ? text : undefined),
  );
  const places: Places = {
    store: readStore(settings),
    transport: readTransport(settings, instance),
    // On one machine several processes may stand by for each other.
    instance: instance ?? `${hostname()}-${process.pid}`,
    ...readSources(settings),
  };
  if (places.store.kind === 'mongodb' && places.transport.kind === 'embedded')
    settings.mistakes.push(
      'JIEDUI_STORE=mongodb needs JIEDUI_TRANSPORT=kafka: the embedded transport is a file that other processes do not see.',
    );
  return places;
}

function readStore(settings: Settings): StorePlace {
  if (settings.oneOf('JIEDUI_STORE', 'embedded', 'embedded', 'mongodb') === 'embedded')
    return { kind: 'embedded' };
  const given = settings.read(
    'MONGODB_URI',
    '',
    'a connection string such as mongodb://user@host:27017/?replicaSet=rs0',
    (text) => (/^mongodb(\+srv)?:\/\/\S+$/.test(text) ? text : undefined),
  );
  if (!settings.text('MONGODB_URI')) settings.mistakes.push('JIEDUI_STORE=mongodb needs MONGODB_URI.');
  const prefix = settings.read(
    'JIEDUI_DATABASE',
    'jiedui',
    '1 to 30 small letters, digits, hyphens and underscores, a letter first',
    (text) => (/^[a-z][a-z0-9_-]{0,29}$/.test(text) ? text : undefined),
  );
  const password = settings.secret('MONGODB_PASSWORD');
  return {
    kind: 'mongodb',
    uri: password === undefined ? given : withPassword(settings, given, password),
    prefix,
  };
}

function withPassword({ mistakes }: Settings, uri: string, password: string): string {
  const [, scheme, user, rest] = /^(mongodb(?:\+srv)?:\/\/)([^:@/]+)(@.+)$/.exec(uri) ?? [];
  if (uri && user === undefined)
    mistakes.push('MONGODB_PASSWORD is set: MONGODB_URI must name the user it is of, and no password.');
  return user === undefined ? uri : `${scheme}${user}:${encodeURIComponent(password)}${rest}`;
}

function readTransport(settings: Settings, member: string | undefined): TransportPlace {
  if (settings.oneOf('JIEDUI_TRANSPORT', 'embedded', 'embedded', 'kafka') === 'embedded')
    return { kind: 'embedded' };
  const brokers = settings.read<string[]>(
    'KAFKA_BROKERS',
    [],
    'addresses such as kafka-1:9092, by comma',
    (text) => list(text, /^([\w.-]+|\[[0-9a-f:.]+\]):\d{1,5}$/),
  );
  if (!settings.text('KAFKA_BROKERS')) settings.mistakes.push('JIEDUI_TRANSPORT=kafka needs KAFKA_BROKERS.');
  const tls = readTls(settings);
  const sasl = readSasl(settings);
  if (sasl?.mechanism === 'PLAIN' && !tls)
    settings.mistakes.push('KAFKA_MECHANISM=PLAIN would send the password in the clear: set KAFKA_SSL=true.');
  return {
    kind: 'kafka',
    settings: {
      brokers,
      partitions: settings.integer('KAFKA_PARTITIONS', 12, 1, 1_000),
      replication: settings.integer('KAFKA_REPLICATION', 3, 1, 9),
      ...(tls && { tls }),
      ...(sasl && { sasl }),
      ...(member !== undefined && { member }),
    },
  };
}

function readTls(settings: Settings): KafkaSettings['tls'] {
  const files = Object.entries({ ca: 'CA', cert: 'CERT', key: 'KEY' }).flatMap(([part, name]) => {
    const file = settings.file(`KAFKA_SSL_${name}_FILE`);
    return file === undefined ? [] : [[part, file] as const];
  });
  const isOn = settings.oneOf('KAFKA_SSL', files.length ? 'true' : 'false', 'true', 'false') === 'true';
  if (!isOn && files.length)
    settings.mistakes.push('KAFKA_SSL=false and files of KAFKA_SSL_..._FILE: leave one of them.');
  const parts: { ca?: string; cert?: string; key?: string } = Object.fromEntries(files);
  if ((parts.cert === undefined) !== (parts.key === undefined))
    settings.mistakes.push('KAFKA_SSL_CERT_FILE and KAFKA_SSL_KEY_FILE belong together: set both.');
  return isOn ? parts : undefined;
}

function readSasl(settings: Settings): KafkaSettings['sasl'] {
  const [username, password] = [settings.text('KAFKA_USERNAME'), settings.secret('KAFKA_PASSWORD')];
  const mechanism = settings.oneOf('KAFKA_MECHANISM', 'SCRAM-SHA-512', ...MECHANISMS);
  if ((username === undefined) !== (password === undefined))
    settings.mistakes.push(
      'KAFKA_USERNAME and KAFKA_PASSWORD (or KAFKA_PASSWORD_FILE) belong together: set both.',
    );
  return username === undefined || password === undefined ? undefined : { mechanism, username, password };
}

function readSources(settings: Settings): Pick<Places, 'sources' | 'sourcesToken'> {
  const pairs = settings.read<string[]>(
    'JIEDUI_SOURCES',
    [],
    'areas and addresses such as housing=http://housing:8082/api/housing, by comma',
    (text) => list(text.replaceAll(/\/(?=,|$)/g, ''), /^[a-z][a-z-]*=https?:\/\/[^\s,=@]+$/),
  );
  const sources = new Map(pairs.map((pair) => pair.split('=') as [string, string]));
  if (sources.size < pairs.length) settings.mistakes.push('JIEDUI_SOURCES names an area twice.');
  const token = settings.secret('JIEDUI_SOURCES_TOKEN');
  if (token !== undefined && !TOKEN.test(token))
    settings.mistakes.push('JIEDUI_SOURCES_TOKEN must be made of 16 to 256 visible ASCII characters.');
  if (token !== undefined && !sources.size)
    settings.mistakes.push('JIEDUI_SOURCES_TOKEN is set without JIEDUI_SOURCES.');
  return { sources, ...(token !== undefined && { sourcesToken: token }) };
}
