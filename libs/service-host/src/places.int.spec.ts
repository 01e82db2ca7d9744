import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig, StartRefused } from '.';

const DISTRIBUTED = {
  JIEDUI_STORE: 'mongodb',
  MONGODB_URI: 'mongodb://housing@db-1:27017,db-2:27017/?replicaSet=rs0',
  JIEDUI_TRANSPORT: 'kafka',
  KAFKA_BROKERS: 'kafka-1:9092, kafka-2:9092',
};

/** What is told of the settings, a sentence each. */
function mistakes(env: NodeJS.ProcessEnv): readonly string[] {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(StartRefused);
    return (error as StartRefused).sentences;
  }
}

describe('where the rest of the platform is', () => {
  let folder: string;
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'places-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('given nothing, everything is embedded', () => {
    expect(readConfig({})).toMatchObject({
      store: { kind: 'embedded' },
      transport: { kind: 'embedded' },
      sources: new Map(),
    });
  });

  it('given addresses alone, as for tests, everything is embedded all the same', () => {
    const { MONGODB_URI, KAFKA_BROKERS } = DISTRIBUTED;
    expect(readConfig({ MONGODB_URI, KAFKA_BROKERS })).toMatchObject({ store: { kind: 'embedded' } });
  });

  it('given MongoDB and Kafka, their settings are known, secrets from files', () => {
    const { store, transport, instance, sources, sourcesToken } = readConfig({
      ...DISTRIBUTED,
      MONGODB_PASSWORD_FILE: file('mongo', 'p@ss/wörd\n'),
      JIEDUI_DATABASE: 'city',
      KAFKA_USERNAME: 'housing',
      KAFKA_PASSWORD_FILE: file('kafka', 'secret'),
      KAFKA_SSL_CA_FILE: file('ca.pem', 'PEM'),
      KAFKA_REPLICATION: '1',
      JIEDUI_INSTANCE: 'housing-0',
      JIEDUI_SOURCES: 'housing=http://housing:8082/api/housing, registry=https://r.example.org/api/registry/',
      JIEDUI_SOURCES_TOKEN: 'a-token-of-some-length',
    });
    expect(store).toEqual({
      kind: 'mongodb',
      uri: 'mongodb://housing:p%40ss%2Fw%C3%B6rd@db-1:27017,db-2:27017/?replicaSet=rs0',
      prefix: 'city',
    });
    expect(transport).toEqual({
      kind: 'kafka',
      settings: {
        brokers: ['kafka-1:9092', 'kafka-2:9092'],
        partitions: 12,
        replication: 1,
        tls: { ca: join(folder, 'ca.pem') },
        sasl: { mechanism: 'SCRAM-SHA-512', username: 'housing', password: 'secret' },
        member: 'housing-0',
      },
    });
    expect([instance, sourcesToken]).toEqual(['housing-0', 'a-token-of-some-length']);
    expect([...sources]).toEqual([
      ['housing', 'http://housing:8082/api/housing'],
      ['registry', 'https://r.example.org/api/registry'],
    ]);
  });

  it('given no name of a replica, it has one that no other process has, and none in the groups of Kafka', () => {
    const { instance, transport } = readConfig(DISTRIBUTED);
    expect(instance).toContain(String(process.pid));
    expect(JSON.stringify(transport)).not.toContain('member');
  });

  it('given several mistakes, each is told in a sentence, all at once, and no secret with them', () => {
    const told = mistakes({
      PORT: 'eighty',
      JIEDUI_STORE: 'mysql',
      JIEDUI_TRANSPORT: 'kafka',
      KAFKA_BROKERS: 'kafka',
      KAFKA_PASSWORD: 'very-secret',
      KAFKA_MECHANISM: 'MD5',
      KAFKA_SSL_KEY_FILE: join(folder, 'none.pem'),
      JIEDUI_INSTANCE: 'a b',
      JIEDUI_SOURCES: 'housing',
      JIEDUI_SOURCES_TOKEN: 'short-secret',
    });
    for (const name of [
      ...['PORT', 'JIEDUI_STORE', 'KAFKA_BROKERS', 'KAFKA_MECHANISM', 'KAFKA_SSL_KEY_FILE'],
      ...['JIEDUI_INSTANCE', 'JIEDUI_SOURCES', 'JIEDUI_SOURCES_TOKEN'],
    ])
      expect(told).toContainEqual(expect.stringMatching(new RegExp(`^${name} must be`)));
    expect(told).toContainEqual(expect.stringContaining('KAFKA_USERNAME and KAFKA_PASSWORD'));
    expect(told.join()).not.toContain('secret');
  });

  it.each([
    ['the store without its address', { MONGODB_URI: '' }, 'needs MONGODB_URI'],
    ['the transport without its address', { KAFKA_BROKERS: '' }, 'needs KAFKA_BROKERS'],
    ['no address', { MONGODB_URI: 'db-1:27017' }, 'MONGODB_URI must be a connection string'],
    ['a name of databases that none can have', { JIEDUI_DATABASE: 'Jiedui.db' }, 'JIEDUI_DATABASE must be'],
    [
      'a store that replicas share and a transport that they do not',
      { JIEDUI_TRANSPORT: '' },
      'needs JIEDUI_TRANSPORT=kafka',
    ],
    ['a password of nobody', { MONGODB_URI: 'mongodb://db-1', MONGODB_PASSWORD: 'x' }, 'must name the user'],
    ['two passwords', { MONGODB_URI: 'mongodb://u:x@db-1', MONGODB_PASSWORD: 'x' }, 'and no password'],
    [
      'a password in the clear',
      { KAFKA_MECHANISM: 'PLAIN', KAFKA_USERNAME: 'u', KAFKA_PASSWORD: 'x' },
      'in the clear',
    ],
    ['a certificate without its key', { KAFKA_SSL_CERT_FILE: __filename }, 'belong together'],
    ['a token for nothing', { JIEDUI_SOURCES_TOKEN: 'a-token-of-some-length' }, 'without JIEDUI_SOURCES'],
    ['an area twice', { JIEDUI_SOURCES: 'a=http://x,a=http://y' }, 'an area twice'],
  ])('given %s, it is refused', (_, change, told) => {
    expect(mistakes({ ...DISTRIBUTED, ...change }).join('\n')).toContain(told);
  });

  it('given a secret twice, or an empty file, it is refused', () => {
    const KAFKA_USERNAME = 'u';
    expect(
      mistakes({ ...DISTRIBUTED, KAFKA_USERNAME, KAFKA_PASSWORD_FILE: file('empty', '\n') })[0],
    ).toContain('is empty');
    const twice = { KAFKA_PASSWORD: 'x', KAFKA_PASSWORD_FILE: file('p', 'y') };
    expect(mistakes({ ...DISTRIBUTED, KAFKA_USERNAME, ...twice })[0]).toContain('both set');
  });
});
