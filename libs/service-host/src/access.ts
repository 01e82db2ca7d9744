import { hash, scryptSync } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { HostConfig } from './config';
import { Problem } from './problem';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks: pseudonymous, from the access token; `local` when the service has none. */
    actor: string;
  }
  interface FastifyContextConfig {
    /** Anyone whom the name lets in may read it: the application's own files, which ask for the token. */
    open?: boolean;
  }
}

/** Health is for probes, which know neither the token nor our name. */
export const HEALTH = /^\/(health|api\/[a-z-]+\/health)(\/|$)/;

const UNKNOWN_NAME = {
  detail: {
    zh: '请用 localhost 或 127.0.0.1 访问；其他主机名须由运维人员列入 JIEDUI_HOSTS',
    en: 'Use localhost or 127.0.0.1; other host names must be listed in JIEDUI_HOSTS',
  },
};

/**
 * Lets a request in, or gives the problem. A page of another site, or one that had its own name point to
 * this machine (DNS rebinding), is kept out by `Host` and `Origin`; strangers by the access token.
 */
export function accessCheck(config: HostConfig): (request: FastifyRequest) => Problem | undefined {
  const names = new Set(['localhost', '127.0.0.1', '[::1]', config.host.toLowerCase(), ...config.names]);
  const actors = new Map(config.tokens.map((token) => [hash('sha256', token), actorOf(token)]));
  return (request) => {
    request.actor = 'local';
    const { host = '', origin, authorization = '' } = request.headers;
    const isHealth = HEALTH.test(request.routeOptions.url ?? '');
    if (!isHealth && !names.has(host.replace(/:\d*$/, '').toLowerCase()))
      return new Problem('host-refused', UNKNOWN_NAME);
    if (origin !== undefined && origin !== `http://${host}` && origin !== `https://${host}`)
      return new Problem('origin-refused');
    if (!actors.size || isHealth || request.routeOptions.config?.open) return undefined;
    const actor = actors.get(hash('sha256', authorization.replace(/^bearer +/i, '')));
    if (!actor) return new Problem('token-required', { headers: { 'www-authenticate': 'Bearer' } });
    request.actor = actor;
    return undefined;
  };
}

/** Stands in every event, so it must not help to guess the token: derived slowly, once. */
const actorOf = (token: string): string => `u-${scryptSync(token, 'jiedui actor', 6).toString('hex')}`;
