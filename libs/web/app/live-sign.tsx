import { useConnection } from '@jiedui/web-api';
import { useWords } from '@jiedui/web-page';
import { words } from './words';

/** Whether changes arrive by themselves. A broken connection is told in words. */
export function LiveSign() {
  const t = useWords(words);
  const connection = useConnection();
  return (
    <span className={`live-sign ${connection}`} role="status">
      <svg viewBox="0 0 10 10" aria-hidden="true">
        {connection === 'live' ? <circle cx="5" cy="5" r="4" /> : <path d="M1 1 9 9M9 1 1 9" />}
      </svg>
      {t[connection]}
    </span>
  );
}
