import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem } from './problem';

/** The addresses of the service, to tell an unknown address (404) from a wrong method (405). */
export class Routes {
  private readonly methods = new Map<string, { readonly matches: RegExp; readonly methods: Set<string> }>();

  constructor(instance: FastifyInstance) {
    instance.addHook('onRoute', ({ url, method }) => {
      if (url.includes('*')) return;
      const known = this.methods.get(url) ?? { matches: pattern(url), methods: new Set<string>() };
      for (const name of [method].flat()) known.methods.add(name);
      this.methods.set(url, known);
    });
  }

  /** What is wrong with a request that leads nowhere: its method, when there is such an address. */
  problemOf({ url }: FastifyRequest): Problem {
    const path = url.split('?', 1)[0]!;
    const methods = [...this.methods.values()]
      .filter(({ matches }) => matches.test(path))
      .flatMap(({ methods }) => [...methods]);
    return methods.length
      ? new Problem('method-not-allowed', { headers: { allow: methods.sort().join(', ') } })
      : new Problem('no-such-address', { detail: SEE_PAGE });
  }
}

const SEE_PAGE = {
  zh: '请核对地址；全部接口见 /api/docs',
  en: 'Check the address; all of them are at /api/docs',
};

const pattern = (url: string): RegExp =>
  new RegExp(
    `^${url
      .split('/')
      .map((part) => (part.startsWith(':') ? '[^/]+' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')))
      .join('/')}$`,
  );
