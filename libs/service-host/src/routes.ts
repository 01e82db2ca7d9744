import type { FastifyInstance } from 'fastify';

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

  /** The methods that the address takes; none when there is no such address. */
  methodsOf(url: string): readonly string[] {
    const path = url.split('?', 1)[0]!;
    return [...this.methods.values()]
      .filter(({ matches }) => matches.test(path))
      .flatMap(({ methods }) => [...methods])
      .sort();
  }
}

const pattern = (url: string): RegExp =>
  new RegExp(
    `^${url
      .split('/')
      .map((part) => (part.startsWith(':') ? '[^/]+' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')))
      .join('/')}$`,
  );
