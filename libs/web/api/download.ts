import type { Language, Parameters } from '@jiedui/web-page/plain';
import { addressOf, headers, pause } from './client';
import { Failure, failureOf } from './failure';

/**
 * Saves a file of the city's API; a plain link could not carry the token. Waits while figures are being
 * computed. Throws {@link Failure}.
 */
export async function download(path: string, parameters: Parameters, language: Language): Promise<void> {
  for (;;) {
    const response = await fetch(addressOf(path, parameters), { headers: headers({ language }) }).catch(
      () => {
        throw new Failure('unreachable');
      },
    );
    if (!response.ok) throw await failureOf(response);
    if (response.status === 202) {
      await pause(1_000, null);
      continue;
    }
    save(await response.blob(), nameOf(response.headers.get('content-disposition')));
    return;
  }
}

/** RFC 6266: `filename*=UTF-8''…` before `filename="…"`. */
export function nameOf(disposition: string | null): string {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? '')?.[1];
  return encoded === undefined
    ? (/filename="([^"]+)"/.exec(disposition ?? '')?.[1] ?? 'jiedui')
    : decodeURIComponent(encoded);
}

function save(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const link = Object.assign(document.createElement('a'), { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
