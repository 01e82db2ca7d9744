import { StartRefused, tellRefusal } from '@jiedui/service-host';
import { grantTopics, makeTopics, setPasswords } from './kafka';
import { provisionMongo } from './mongo';
import { rights, topics } from './rights';

/**
 * Makes topics, users and rights on a Kafka and a MongoDB of one server each, as docker-compose.yml starts them:
 * everybody may do what `rights` says, and nothing else. May run again at any time.
 *
 * - `KAFKA_BROKERS`: a listener on which nobody has to say who they are, and may do everything
 * - `MONGODB_URI`: a user who may do everything; `MONGODB_HOST`, `MONGODB_SET`: how the others find the server
 * - `JIEDUI_DATABASE`: as the services have it
 * - `PASSWORDS`: `user:password`, by comma
 */
async function main(env: NodeJS.ProcessEnv): Promise<void> {
  const needed = ['KAFKA_BROKERS', 'PASSWORDS', 'MONGODB_URI', 'MONGODB_HOST', 'MONGODB_SET'] as const;
  const missing = needed.filter((name) => !env[name]).map((name) => `${name} is not given.`);
  if (missing.length) throw new StartRefused(missing);
  const given = env as Record<(typeof needed)[number], string>;
  const broker = given.KAFKA_BROKERS;
  const passwords = new Map(given.PASSWORDS.split(',').map((pair) => pair.split(':') as [string, string]));
  const without = rights.filter(({ user }) => !passwords.has(user)).map(({ user }) => user);
  if (without.length)
    throw new StartRefused([`No password is given for ${without.join(', ')}: run npm run secrets.`]);

  await makeTopics(broker, topics);
  await setPasswords(broker, passwords);
  await grantTopics(broker, rights);
  await provisionMongo({
    uri: given.MONGODB_URI,
    host: given.MONGODB_HOST,
    set: given.MONGODB_SET,
    prefix: env['JIEDUI_DATABASE'] ?? 'jiedui',
    rights,
    passwords,
  });
  console.log(`${topics.length} topics and ${rights.length} users are there.`);
}

await tellRefusal(() => main(process.env), 1);
