import type { EventSource } from './transport';

const PATIENCE_MS = 15_000;

/**
 * The log of a bureau that runs elsewhere. `baseUrl` is its API, `http://housing:8081/api/housing`. Rejects
 * when it does not answer within 15 s, or with anything but its log.
 */
export function httpEventSource(baseUrl: string, token?: string): EventSource {
  const get = async (path: string, accept: string): Promise<Response> => {
    const response = await fetch(`${baseUrl}${path}`, {
      headers: { accept, ...(token !== undefined && { authorization: `Bearer ${token}` }) },
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (response.ok || response.status === 404) return response;
    await response.body?.cancel();
    throw new Error(`${baseUrl}${path} answered ${response.status}`);
  };
  return {
    async events(village, from) {
      const response = await get(
        `/villages/${encodeURIComponent(village)}/events?from=${from}&limit=1000`,
        'application/x-ndjson',
      );
      const text = await response.text();
      return response.ok ? text.split('\n').filter((line) => line !== '') : [];
    },
    async summary() {
      const response = await get('/log/summary', 'application/json');
      const summary = (await response.json()) as { events?: unknown; time?: unknown };
      if (typeof summary.events !== 'number' || typeof summary.time !== 'string')
        throw new Error(`${baseUrl}/log/summary is no summary of a log`);
      return { events: summary.events, time: summary.time };
    },
  };
}
