import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Body, Controller, Get, Module, Param, Post, Req } from '@nestjs/common';
import { ApiBody } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { readBody, readConfig, startService, StartRefused, TakesBody, type RunningService } from '.';

/** More than JSON may have. */
export const MOST_BYTES = 2 * 1024 * 1024;

@Controller('api/echo')
class EchoController {
  @Get('who/:name')
  who(@Param('name') name: string) {
    return { name };
  }

  @Post()
  @ApiBody({ schema: {} })
  echo(@Body() body: unknown) {
    return { body };
  }

  @Post('bytes')
  @TakesBody('application/octet-stream')
  async bytes(@Req() request: FastifyRequest) {
    return { bytes: (await readBody(request, MOST_BYTES)).length };
  }

  @Get('broken')
  broken(): never {
    throw new TypeError('a secret of /srv/somewhere');
  }

  @Get('full')
  full(): void {
    const db = new DatabaseSync(':memory:');
    db.exec(
      'PRAGMA max_page_count = 2; CREATE TABLE full (bytes BLOB); INSERT INTO full VALUES (zeroblob(9999))',
    );
  }
}

@Module({ controllers: [EchoController] })
class EchoModule {}

/** Services that say what they hear, in a folder that is gone when the spec ends. */
export class Echoes {
  readonly folder = mkdtempSync(join(tmpdir(), 'echo-'));
  private readonly running: RunningService[] = [];

  async start(env: NodeJS.ProcessEnv = {}, pages?: string): Promise<RunningService> {
    const config = readConfig({
      PORT: '0',
      JIEDUI_LOG: 'silent',
      JIEDUI_DATA: join(this.folder, 'data'),
      ...env,
    });
    const service = await startService(
      { title: 'echo', modules: [EchoModule], ...(pages !== undefined && { pages }) },
      config,
    );
    this.running.push(service);
    return service;
  }

  async end(): Promise<void> {
    await Promise.all(this.running.map((service) => service.close()));
    rmSync(this.folder, { recursive: true });
  }
}

/** What the operator is told when it does not start. */
export async function refusal(start: () => unknown): Promise<string> {
  try {
    await start();
  } catch (error) {
    expect(error).toBeInstanceOf(StartRefused);
    return (error as StartRefused).message;
  }
  throw new Error('it started');
}

/** Sends bytes as they are and returns what comes back until the end. */
export const raw = (address: string, text: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(address);
    const socket = connect(Number(port), hostname, () => socket.write(text));
    let answer = '';
    socket
      .on('data', (bytes) => (answer += bytes.toString()))
      .on('end', () => resolve(answer))
      .on('error', reject);
  });
