import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { PassThrough, type Transform } from 'node:stream';

/** Stands between a program and its server: lets it through, is silent, or is not there. */
export class Proxy {
  private readonly sockets = new Set<Socket>();
  private readonly server = createServer((socket) => this.pass(socket));
  private isSilent = false;
  /** Where it listens; 0 until it is open: some free one. */
  port = 0;

  /** @param answers what a connection's answers go through on their way back */
  constructor(
    private readonly target: { readonly host: string; readonly port: number },
    private readonly answers: () => Transform = () => new PassThrough(),
  ) {}

  /** One that is not there yet, before the MongoDB that this address names. */
  static async before(uri: string): Promise<Proxy> {
    const [, host = '127.0.0.1', port = '27017'] = /^mongodb:\/\/(?:[^@/]*@)?([\w.-]+):(\d+)/.exec(uri) ?? [];
    const proxy = new Proxy({ host, port: Number(port) });
    await proxy.open();
    await proxy.cut();
    return proxy;
  }

  /** The server directly, whatever the members of its set call each other. */
  get uri(): string {
    return `mongodb://127.0.0.1:${this.port}/?directConnection=true`;
  }

  async open(): Promise<void> {
    this.server.listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
    this.port = (this.server.address() as AddressInfo).port;
  }

  /** Ends every connection, and takes no more. */
  async cut(): Promise<void> {
    if (!this.server.listening) return;
    const closed = once(this.server, 'close');
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  /** Keeps and takes connections, and lets nothing through: what an end says now is never heard. */
  silence(): void {
    this.isSilent = true;
    for (const socket of this.sockets) socket.unpipe().pause();
  }

  /** Ends the connections that were silent, and lets others through. */
  speak(): void {
    this.isSilent = false;
    for (const socket of this.sockets) socket.destroy();
  }

  private pass(socket: Socket): void {
    const through = connect(this.target);
    for (const one of [socket, through]) {
      this.sockets.add(one);
      one
        .on('error', () => {})
        .on('close', () => {
          this.sockets.delete(one);
          socket.destroy();
          through.destroy();
        });
    }
    if (this.isSilent) return;
    socket.pipe(through).pipe(this.answers()).pipe(socket);
  }
}
