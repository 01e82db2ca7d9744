import { handleUntilKilled, publishUntilKilled } from '../transport.killed';
import { openKafkaTransport } from './kafka-transport';

const [brokers, does, topic, more] = process.argv.slice(2) as [string, string, string, string];
const transport = openKafkaTransport({
  brokers: brokers.split(','),
  clientId: 'killed',
  partitions: 3,
  replication: 1,
});
await (does === 'publish'
  ? publishUntilKilled(transport, topic, Number(more))
  : handleUntilKilled(transport, topic, more));
