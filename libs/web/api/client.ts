import type { Language, Parameters } from '@jiedui/web-page/plain';
import { changed } from '@jiedui/web-page/plain';
import type { Dated } from './answers';
import { Failure, failureOf } from './failure';
import { noteFreshness } from './freshness';
import { token } from './token';

const BASE = '/api/progress';
/** The platform itself holds a question back for as long as it computes, up to two seconds. */
const AGAIN_MS = 200;

export interface Asking {
  readonly language: Language;
  readonly signal?: AbortSignal;
  /** Hears how far the platform is while it computes figures of another day, 0..100. */
  readonly told?: (percent: number) => void;
}

/** The headers that every request goes out with. */
export function headers({ language }: Pick<Asking, 'language'>): Record<string, string> {
  const known = token.read();
  return { 'accept-language': language, ...(known !== undefined && { authorization: `Bearer ${known}` }) };
}

export const addressOf = (path: string, parameters: Parameters): string => {
  const search = changed(new URLSearchParams(), parameters);
  return `${BASE}${path}${search.size ? `?${search}` : ''}`;
};

/** Asks the city's API; waits while figures are being computed. Throws {@link Failure}. */
export async function ask<A extends Dated>(path: string, parameters: Parameters, asking: Asking): Promise<A> {
  const { signal = null, told } = asking;
  for (;;) {
    const response = await fetch(addressOf(path, parameters), { headers: headers(asking), signal }).catch(
      (error: unknown) => {
        throw signal?.aborted ? error : new Failure('unreachable');
      },
    );
    if (!response.ok) throw await failureOf(response);
    const answer = (await response.json()) as A & Waiting;
    noteFreshness(answer);
    if (response.status !== 202) return answer;
    told?.(answer.progress.percent);
    await pause(AGAIN_MS, signal);
  }
}

interface Waiting {
  readonly progress: { readonly percent: number };
}

export const pause = (ms: number, signal: AbortSignal | null): Promise<void> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    });
  });
