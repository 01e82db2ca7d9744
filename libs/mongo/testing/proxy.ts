import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** Stands between a program and its MongoDB: lets it through, or is not there. */
export class Proxy {
  private readonly sockets = new Set<Socket>();
  private readonly server = createServer((socket) => this.pass(socket));
  private port = 0;

  constructor(private readonly target: { readonly host: string; readonly port: number }) {}

  /** One that is not there yet, before the server that this address names. */
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
    socket.pipe(through).pipe(socket);
  }
}
