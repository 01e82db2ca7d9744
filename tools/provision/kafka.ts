import { pbkdf2Sync, randomBytes } from 'node:crypto';
import {
  AclOperations,
  AclPermissionTypes,
  Admin,
  alterUserScramCredentialsV0,
  Connection,
  ResourcePatternTypes,
  ResourceTypes,
  ScramMechanisms,
  type Acl,
} from '@platformatic/kafka';
import { KafkaTopics } from '@jiedui/transport/kafka';
import type { Named, Rights } from './rights';

const ITERATIONS = 8_192;

/** With the settings that the services ask for, each on one broker. */
export async function makeTopics(broker: string, names: readonly string[]): Promise<void> {
  const client = { clientId: 'provision', bootstrapBrokers: [broker] };
  const topics = new KafkaTopics(client, { partitions: 12, replication: 1 });
  await topics.ensure(names);
  await topics.close();
}

/** Gives everybody their password, in place of a former one. Nobody's passes through the broker in the clear. */
export async function setPasswords(broker: string, passwords: ReadonlyMap<string, string>): Promise<void> {
  const connection = new Connection('provision');
  const [host, port] = broker.split(':');
  await connection.connect(host!, Number(port));
  const credentials = [...passwords].map(([name, password]) => {
    const salt = randomBytes(32);
    const saltedPassword = pbkdf2Sync(password, salt, ITERATIONS, 64, 'sha512');
    return { name, mechanism: ScramMechanisms.SCRAM_SHA_512, iterations: ITERATIONS, salt, saltedPassword };
  });
  await alterUserScramCredentialsV0.api.async(connection, [], credentials);
  await connection.close();
}

/** Grants what is not granted yet; nothing is taken away. */
export async function grantTopics(broker: string, rights: readonly Rights[]): Promise<void> {
  const admin = new Admin({ clientId: 'provision', bootstrapBrokers: [broker] });
  await admin.createAcls({ creations: rights.flatMap(aclsOf) });
  await admin.close();
}

const { READ, WRITE, DESCRIBE, DESCRIBE_CONFIGS } = AclOperations;
const { TOPIC, GROUP } = ResourceTypes;

const aclsOf = ({ user, writes, reads, groups }: Rights): Acl[] => [
  ...allow(user, TOPIC, writes, [WRITE, DESCRIBE, DESCRIBE_CONFIGS]),
  ...allow(user, TOPIC, reads, [READ, DESCRIBE, DESCRIBE_CONFIGS]),
  ...allow(user, GROUP, groups, [READ, DESCRIBE]),
];

const allow = (
  user: string,
  resourceType: Acl['resourceType'],
  named: Named,
  operations: readonly Acl['operation'][],
): Acl[] =>
  operations.map((operation) => ({
    principal: `User:${user}`,
    host: '*',
    operation,
    permissionType: AclPermissionTypes.ALLOW,
    resourceType,
    ...(typeof named === 'string'
      ? { resourceName: named, resourcePatternType: ResourcePatternTypes.LITERAL }
      : { resourceName: named.prefix, resourcePatternType: ResourcePatternTypes.PREFIXED }),
  }));
