import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import type { KafkaSettings } from './kafka-settings';
import { openKafkaTransport } from './kafka-transport';
import { reachKafka } from './reach-kafka';

/** Takes connections and says nothing, as a broker that is paused, or behind a network that lost its way. */
class SilentServer {
  private readonly sockets = new Set<Socket>();
  private readonly server = createServer((socket) => this.sockets.add(socket.on('error', () => {})));

  async start(): Promise<Pick<KafkaSettings, 'brokers' | 'clientId'>> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return { brokers: [`127.0.0.1:${(this.server.address() as AddressInfo).port}`], clientId: 'test' };
  }

  end(): void {
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
  }
}

describe('a Kafka that takes connections and answers nothing', () => {
  const silent = new SilentServer();
  afterEach(() => silent.end());

  it('whoever looks for it hears that it is away, and a subscriber goes on without it', async () => {
    const settings = await silent.start();
    expect(await reachKafka(settings, 100)).toBe('away');
    const transport = openKafkaTransport(settings);
    const subscription = await transport.subscribe('g', ['jiedui.test.events'], async () => {});
    await expect(subscription.lag()).rejects.toThrow('Kafka has not answered yet');
    silent.end();
    await transport.close();
  });
});
