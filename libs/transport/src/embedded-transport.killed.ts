import { openEmbeddedTransport } from './embedded-transport';
import { publishUntilKilled } from './transport.killed';

const [file, topic, after] = process.argv.slice(2);
await publishUntilKilled(openEmbeddedTransport(file!), topic!, Number(after));
