import { openEmbeddedTransport } from './embedded-transport';
import { handleUntilKilled, publishUntilKilled } from './transport.killed';

const [file, does, topic, more] = process.argv.slice(2) as [string, string, string, string];
const transport = openEmbeddedTransport(file);
await (does === 'publish'
  ? publishUntilKilled(transport, topic, Number(more))
  : handleUntilKilled(transport, topic, more));
