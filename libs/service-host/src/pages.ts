import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { PAGE_HEADERS } from './security-headers';

const { 'cache-control': _, ...FILE_HEADERS } = PAGE_HEADERS;

/** Addresses that are no pages, whatever stands behind them. */
const OTHERS = /^\/(api|health|metrics|problems|assets)(\/|$)/;

/**
 * Serves a web application from the folder that it was built into: its files below `/assets` for a year (their
 * names change with their content), and for every other address its one document, which knows its pages. Built
 * anew, it is shown anew: a document from memory would name files that have gone.
 */
export async function servePages(instance: FastifyInstance, folder: string): Promise<void> {
  const file = join(folder, 'index.html');
  let document = readFileSync(file, 'utf8');
  await instance.register(async (pages) => {
    pages.addHook('onRoute', (route) => {
      route.config = { ...route.config, open: true };
    });
    await pages.register(fastifyStatic, {
      root: join(folder, 'assets'),
      prefix: '/assets/',
      decorateReply: false,
      index: false,
      preCompressed: true,
      maxAge: '365d',
      immutable: true,
      setHeaders: (reply) => void reply.headers(FILE_HEADERS),
    });
    pages.get('/*', async (request, reply) => {
      if (OTHERS.test(request.url.split('?', 1)[0]!)) return reply.callNotFound();
      document = await readFile(file, 'utf8').catch(() => document); // it is being built
      return reply.headers(PAGE_HEADERS).type('text/html; charset=utf-8').send(document);
    });
  });
}
