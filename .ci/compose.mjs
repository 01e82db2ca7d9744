// docker-compose.yml as its first lines say: the demo of a few villages filled, everything up, pages and answers
// read, rights tried, a command taken while Kafka is away, processes killed, all taken down and up again. At the end
// nothing of it is left. Needs the ports 8080 to 8092, and that the platform's own composition is not up.
//
//   node .ci/compose.mjs [number of villages]
import { readFileSync } from 'node:fs';
import { askCity, askFigures, differences, docker, get, run, tell, until } from './docker.mjs';

const [CITY, HOUSING] = ['http://127.0.0.1:8080', 'http://127.0.0.1:8082'];
const villages = process.argv[2] ?? '10';
const today = '2017-12-31'; // the demo of some months
const env = { JIEDUI_TODAY: today, COMPOSE_PROJECT_NAME: 'jiedui-ci' };
const compose = (...args) => run('docker', ['compose', '--ansi=never', ...args], { env, minutes: 40 });
const up = () => compose('up', '--detach', '--wait', '--wait-timeout=900');

run(process.execPath, ['tools/make-secrets.mjs', '--demo']);
const token = /^JIEDUI_TOKEN=(.+)$/m.exec(readFileSync('secrets/tokens.env', 'utf8'))[1];
const ask = async (address) => JSON.parse(await get(address, token));

/** Whether a bureau may write another's topic, and read another's database. */
const RIGHTS = `
  import { findErrorBy, Producer, stringSerializers } from '@platformatic/kafka';
  import mongoose from 'mongoose';
  const { KAFKA_BROKERS, KAFKA_USERNAME: username, KAFKA_PASSWORD: password, MONGODB_URI } = process.env;
  const bootstrapBrokers = [KAFKA_BROKERS];
  const sasl = { mechanism: 'SCRAM-SHA-512', username, password };
  const producer = new Producer({ clientId: 'try', bootstrapBrokers, sasl, serializers: stringSerializers, retries: 0 });
  const written = await producer
    .send({ messages: [{ topic: 'jiedui.finance.events', key: 'x', value: 'x' }] })
    .then(() => 'written', (error) => (findErrorBy(error, 'apiId', 'TOPIC_AUTHORIZATION_FAILED') ? 'refused' : String(error)));
  const uri = MONGODB_URI.replace('@', ':' + password + '@');
  const { connection } = await mongoose.connect(uri, { dbName: 'jiedui_finance' });
  const read = await connection.db.collection('commits').findOne().then(() => 'read', ({ codeName }) => codeName);
  console.log('topic of another:', written, 'database of another:', read);
  process.exit(written === 'refused' && read === 'Unauthorized' ? 0 : 1);
`;

function tryRights() {
  const node = ['--entrypoint=node', 'housing', '--input-type=module', '--eval', RIGHTS];
  tell(compose('run', '--rm', '--no-deps', '--no-TTY', ...node));
}

/** Ends the process of a service as an accident would, and waits until the engine has it back. */
async function kill(service) {
  const container = compose('ps', '--quiet', service);
  process.kill(Number(docker('inspect', '--format={{.State.Pid}}', container)), 'SIGKILL');
  await until(`${service} is back after kill -9`, () => {
    const state = docker('inspect', '--format={{.RestartCount}} {{.State.Health.Status}}', container);
    return /^[1-9]\d* healthy$/.test(state);
  });
}

/** The aggregator is ready before it has folded what has waited for it. */
const folded = () =>
  until('the city has what the bureaus have', async () => {
    const { fresh = {} } = await ask(`${CITY}/api/progress/city`).catch(() => ({})); // a connection to what was taken down
    const areas = Object.values(fresh);
    return areas.length > 0 && areas.every(({ events, lag }) => events > 0 && lag === 0);
  });

/** A command is taken while Kafka is away, and reaches the city when it is back. */
async function outlastKafka() {
  const { villages: list } = await ask(`${CITY}/api/progress/villages?limit=1`);
  const { code } = list[0];
  const events = async () => (await ask(`${CITY}/api/progress/city`)).fresh.housing.events;
  const before = await events();
  compose('stop', 'kafka');
  const response = await fetch(`${HOUSING}/api/housing/commands/assess-dwelling`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'idempotency-key': `trial-${Date.now()}`,
    },
    body: JSON.stringify({ village: code, occurredOn: today, category: 'dibao', grade: 'D' }),
  });
  if (!response.ok) throw new Error(`without Kafka: ${response.status} ${await response.text()}`);
  tell('a command is taken without Kafka');
  compose('start', 'kafka');
  await until('the command is in the city', async () => (await events()) > before);
}

try {
  compose('build', '--quiet');
  tell(`built: ${Math.round(docker('image', 'inspect', '--format={{.Size}}', 'jiedui:0.1.0') / 1e6)} MB`);
  compose('run', '--rm', '--no-TTY', 'admin', 'platform/main.mjs', `--villages=${villages}`, '--then-stop');
  tell(`the demo of ${villages} villages is there`);
  up();
  tell('everything is healthy');
  await folded();
  await askCity(CITY, token);
  const filled = await askFigures(CITY, token);
  tell(`${filled.size} figures of the city and its villages are there`);
  tryRights();
  await outlastKafka();
  await until(
    'figures have changed by it',
    async () => differences(filled, await askFigures(CITY, token)).length,
  );
  const before = await askFigures(CITY, token);
  const changedSince = async () => differences(before, await askFigures(CITY, token));
  await kill('housing');
  await kill('progress');
  await kill('mongodb');
  await until('every figure is the same', async () => !(await changedSince().catch((why) => [why])).length);
  console.log(docker('stats', '--no-stream', '--format={{.Name}}\t{{.MemUsage}}'));
  compose('down');
  tell('down');
  up();
  tell('everything is healthy again');
  await folded();
  await askCity(CITY, token);
  const differing = await changedSince();
  if (differing.length) throw new Error(`after down and up:\n${differing.join('\n')}`);
  tell(`all ${before.size} figures are the same after down and up`);
} catch (error) {
  console.error(compose('logs', '--tail=30', '--no-color'), error);
  process.exitCode = 1;
} finally {
  compose('--profile=admin', 'down', '--volumes');
}
