import { type Answered, type Failure } from '@jiedui/web-api';
import { PATHS, useWords } from '@jiedui/web-page';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { words } from './words';

/** What an answer shows; until it is there the bones of it, and when it fails why, and what to do next. */
export function Shown<A>({
  answered,
  lines = 4,
  children,
}: {
  readonly answered: Answered<A>;
  /** The height of the bones: about as many lines as will be there. */
  readonly lines?: number;
  readonly children: (answer: A) => ReactNode;
}) {
  if (answered.data !== undefined) return children(answered.data);
  if (answered.error) return <Failed failure={answered.error} again={() => void answered.refetch()} />;
  return <Bones lines={lines} />;
}

export function Bones({ lines = 4 }: { readonly lines?: number }) {
  const t = useWords(words);
  return (
    <div className="bones" role="status" aria-label={t.loading}>
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} style={{ width: `${92 - ((line * 17) % 40)}%` }} />
      ))}
    </div>
  );
}

export function Failed({ failure, again }: { readonly failure: Failure; readonly again: () => void }) {
  const t = useWords(words);
  const { reason, details, correlationId } = failure;
  return (
    <div className="state" role="alert">
      <strong>{t[reason]}</strong>
      <p>{t[`${reason}Next`]}</p>
      {details.length > 0 && (
        <ul>
          {details.map((detail) => (
            <li key={detail}>{detail}</li>
          ))}
        </ul>
      )}
      {correlationId !== undefined && reason === 'failed' && (
        <p className="quiet">{t.correlation(correlationId)}</p>
      )}
      <p className="next">
        <button type="button" className="button" onClick={again}>
          {t.again}
        </button>
        {reason === 'bad-address' && <Link to={PATHS.overview}>{t.reset}</Link>}
        {reason === 'not-found' && <Link to={PATHS.villages}>{t.toVillages}</Link>}
      </p>
    </div>
  );
}

/** Nothing to show, and what to do about it. */
export const Empty = ({ title, children }: { readonly title: string; readonly children?: ReactNode }) => (
  <div className="state">
    <strong>{title}</strong>
    {children}
  </div>
);
