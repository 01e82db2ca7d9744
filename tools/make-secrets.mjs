// Makes what is missing in secrets/ for docker-compose.yml: a file of settings for each service, with its password,
// its key and its tokens, and those of the database's and the broker's administrator. What is there stays as it
// is. With --demo the bureaus get one key, for one process fills the demo programme, and .env its clock. Plain
// JavaScript without dependencies, for any Node from 18 on.
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const DEMO_TODAY = '2019-09-30';
const root = fileURLToPath(new URL('..', import.meta.url));
const isDemo = process.argv.includes('--demo');
const bureaus = [
  'registry',
  ...readdirSync(join(root, 'libs/areas')).filter((id) =>
    existsSync(join(root, 'libs/areas', id, 'service/bureau.ts')),
  ),
];

const secret = () => randomBytes(24).toString('base64url');
const key = () => randomBytes(32).toString('base64');

function write(file, settings) {
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}\n`);
  writeFileSync(join(root, file), lines.join(''), { mode: 0o600 });
  console.log(`${file} written`);
}

/** The settings in a file, which is made with these where it is not there yet. */
function settingsIn(file, settings) {
  if (!existsSync(join(root, file))) write(file, settings);
  const lines = readFileSync(join(root, file), 'utf8').split('\n').filter(Boolean);
  return Object.fromEntries(lines.map((line) => line.split(/=(.*)/s).slice(0, 2)));
}

const access = (user) => {
  const password = secret();
  return {
    KAFKA_USERNAME: user,
    KAFKA_PASSWORD: password,
    MONGODB_URI: `mongodb://${user}@mongodb:27017/?replicaSet=rs0&authSource=admin`,
    MONGODB_PASSWORD: password,
  };
};

mkdirSync(join(root, 'secrets'), { recursive: true, mode: 0o700 });
/** `JIEDUI_TOKEN` lets people in, `JIEDUI_SOURCES_TOKEN` the aggregator to the logs. */
const tokens = settingsIn('secrets/tokens.env', { JIEDUI_TOKEN: secret(), JIEDUI_SOURCES_TOKEN: secret() });
const demo = isDemo && settingsIn('secrets/demo.env', { JIEDUI_KEY: key() });
const { MONGO_INITDB_ROOT_PASSWORD: rootPassword } = settingsIn('secrets/mongodb.env', {
  MONGO_INITDB_ROOT_USERNAME: 'root',
  MONGO_INITDB_ROOT_PASSWORD: secret(),
});
const services = [
  ...bureaus.map((id) => ({
    id,
    settings: {
      ...access(id),
      JIEDUI_HOSTS: id,
      JIEDUI_KEY: demo ? demo.JIEDUI_KEY : key(),
      JIEDUI_TOKENS: `${tokens.JIEDUI_TOKEN},${tokens.JIEDUI_SOURCES_TOKEN}`,
    },
  })),
  { id: 'progress', settings: { ...access('progress'), ...tokens } },
];
const passwords = services.map(
  ({ id, settings }) => `${id}:${settingsIn(`secrets/${id}.env`, settings).KAFKA_PASSWORD}`,
);
write('secrets/provision.env', {
  MONGODB_URI: `mongodb://root:${rootPassword}@mongodb:27017/?directConnection=true`,
  PASSWORDS: passwords.join(','),
});
if (isDemo) settingsIn('.env', { JIEDUI_TODAY: DEMO_TODAY });
