import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { HostConfig } from './config';
import { Problem, problemHeaders } from './problem';
import { API_HEADERS } from './security-headers';
import { languageOf } from './text';

/**
 * Answers in the service's place while it starts, which can take as long as its store is not there: it is alive,
 * not ready, and says what it waits for.
 */
export class WaitingRoom {
  private reason = 'starting';
  private readonly server: Server = createServer((request, response) => this.answer(request, response));

  /** Resolves also when the port cannot be had: the service itself will tell. */
  static open({ port, host }: HostConfig): Promise<WaitingRoom> {
    const room = new WaitingRoom();
    return new Promise((resolve) => {
      room.server.once('error', () => resolve(room));
      room.server.listen(port, host, () => resolve(room));
    });
  }

  waitFor(reason: string): void {
    this.reason = reason;
  }

  /** Frees the port. */
  close(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    const path = request.url?.split('?', 1)[0];
    response.setHeader('connection', 'close'); // the service itself takes the port over
    const json = {
      ...API_HEADERS,
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
    };
    if (path === '/health/live') {
      const alive = { status: 'ok', info: {}, error: {}, details: {} };
      response.writeHead(200, json).end(JSON.stringify(alive));
    } else if (path === '/health/ready') {
      const start = { start: { status: 'down', reason: this.reason } };
      const down = { status: 'error', info: {}, error: start, details: start };
      response.writeHead(503, json).end(JSON.stringify(down));
    } else {
      const language = languageOf(request);
      const problem = new Problem('starting', { headers: { 'retry-after': '5' } });
      response
        .writeHead(problem.status, { ...API_HEADERS, ...problemHeaders(problem, language) })
        .end(problem.render(language));
    }
  }
}
