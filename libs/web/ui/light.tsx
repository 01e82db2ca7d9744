import { STATUS_TEXT, type Status } from '@jiedui/programme';
import { usePage } from '@jiedui/web-page';
import type { ReactNode } from 'react';

/** Each light has a shape of its own: none is told by its colour alone. */
const SHAPES: Readonly<Record<Status, ReactNode>> = {
  met: (
    <>
      <circle cx="8" cy="8" r="7" fill="#14796c" />
      <path d="M4.8 8.2 7 10.5l4.3-4.8" fill="none" stroke="#fff" strokeWidth="1.8" />
    </>
  ),
  'on-track': <circle cx="8" cy="8" r="6" fill="#fff" stroke="#14796c" strokeWidth="2" />,
  lagging: <path d="M8 1.6 15 14H1Z" fill="#e0a100" />,
  'off-track': <path d="M8 .8 15.2 8 8 15.2.8 8Z" fill="#cf4526" />,
  overdue: (
    <>
      <path d="M5 1h6l4 4v6l-4 4H5l-4-4V5Z" fill="#701327" />
      <path d="M8 4v5M8 10.6v1.8" stroke="#fff" strokeWidth="1.8" />
    </>
  ),
  'no-data': (
    <circle cx="8" cy="8" r="6" fill="none" stroke="#7d8896" strokeWidth="1.6" strokeDasharray="2.4 2.3" />
  ),
  info: <path d="M3 8h10" stroke="#7d8896" strokeWidth="2" />,
};

export const LightShape = ({ status }: { readonly status: Status }) => (
  <svg viewBox="0 0 16 16" aria-hidden="true">
    {SHAPES[status]}
  </svg>
);

/** A status as shape and word; `bare`: the word is for screen readers and the pointer only. */
export function Light({
  status,
  provisional = false,
  bare = false,
}: {
  readonly status: Status;
  /** 暂定: the survey is not complete. */
  readonly provisional?: boolean;
  readonly bare?: boolean;
}) {
  const { language } = usePage();
  const word = STATUS_TEXT[status][language];
  const aside = provisional ? (language === 'zh' ? '（暂定）' : ' (provisional)') : '';
  return (
    <span className="light" {...(bare && { title: word + aside })}>
      <LightShape status={status} />
      {bare ? (
        <span className="unseen">{word + aside}</span>
      ) : (
        <span>
          {word}
          {aside && <span className="provisional">{aside}</span>}
        </span>
      )}
    </span>
  );
}
