import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { clientOptions } from './kafka-settings';

describe('the settings of Kafka', () => {
  const settings = { brokers: ['kafka-1:9092', 'kafka-2:9092'], clientId: 'housing' };
  const user = { username: 'housing', password: 'secret' };

  it('given brokers, all are known', () => {
    expect(clientOptions(settings)).toMatchObject({
      clientId: 'housing',
      bootstrapBrokers: ['kafka-1:9092', 'kafka-2:9092'],
    });
  });

  it('given PEM files, they are read, and a broker must be whom its certificate names', () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kafka-'));
    const ca = path.join(folder, 'ca.pem');
    fs.writeFileSync(ca, 'the authority');
    expect(clientOptions({ ...settings, tls: { ca } })).toMatchObject({
      tls: { ca: 'the authority' },
      tlsServerName: true,
    });
    fs.rmSync(folder, { recursive: true });
    expect(() => clientOptions({ ...settings, tls: { ca } })).toThrow(/ENOENT/);
  });

  it('given a password that would be sent in the clear, it is refused without naming it', () => {
    const sasl = { mechanism: 'PLAIN', ...user } as const;
    expect(() => clientOptions({ ...settings, sasl })).toThrow(/^SASL PLAIN without TLS [^:]*$/);
    expect(clientOptions({ ...settings, sasl, tls: {} })).toMatchObject({ sasl, tls: {} });
    const scram = { mechanism: 'SCRAM-SHA-256', ...user } as const;
    expect(clientOptions({ ...settings, sasl: scram })).toMatchObject({ sasl: scram });
  });
});
