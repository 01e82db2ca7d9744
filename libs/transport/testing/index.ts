import { execFileSync } from 'node:child_process';

export { apart } from './apart';

/** What this module needs of a started container. */
interface Started {
  stop(): Promise<unknown>;
}

const IMAGE = 'confluentinc/cp-kafka:8.1.1';
/** The port that the image's container offers to programs outside of it. */
const PORT = 9093;

/** How long a container may take to start. */
const PATIENCE_MS = 180_000;

const given = process.env['KAFKA_BROKERS'];

/** Nothing is downloaded for a test: who wants the container has its image. */
function hasImage(): boolean {
  try {
    execFileSync('docker', ['image', 'inspect', IMAGE], { stdio: 'ignore', timeout: 10_000 });
    return true;
  } catch {
    return false;
  }
}

/** `describe` for suites that need a Kafka; reported as skipped where none can be had. */
export const describeWithKafka = (name: string, suite: () => void): void => {
  if (given === undefined && !hasImage())
    return describe.skip(`${name} (needs KAFKA_BROKERS, or Docker with ${IMAGE})`, suite);
  describe(name, () => {
    beforeAll(async () => void (await kafkaBrokers()), PATIENCE_MS);
    suite();
  });
};

let container: Promise<{ readonly broker: string; readonly started: Started }> | undefined;

/** The brokers that `KAFKA_BROKERS` names, by comma, else one in a container of its own. */
export async function kafkaBrokers(): Promise<readonly string[]> {
  if (given !== undefined) return given.split(',');
  container ??= (async () => {
    const { KafkaContainer } = await import('@testcontainers/kafka');
    const { Wait } = await import('testcontainers');
    const started = await new KafkaContainer(IMAGE)
      .withWaitStrategy(Wait.forLogMessage(/Kafka Server started/))
      .start();
    return { broker: `${started.getHost()}:${started.getMappedPort(PORT)}`, started };
  })();
  return [(await container).broker];
}

/** Ends the container, if there is one. */
export async function stopKafka(): Promise<void> {
  const started = (await container)?.started;
  container = undefined;
  await started?.stop();
}
