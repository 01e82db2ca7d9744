import { useId, type ReactNode } from 'react';

/** A part of a page with its heading. */
export function Panel({
  title,
  note,
  aside,
  className = '',
  children,
}: {
  readonly title: string;
  readonly note?: ReactNode;
  readonly aside?: ReactNode;
  readonly className?: string;
  readonly children: ReactNode;
}) {
  const id = useId();
  return (
    <section className={`panel ${className}`} aria-labelledby={id}>
      <div className="panel-head">
        <h2 id={id}>{title}</h2>
        {note !== undefined && <span className="note">{note}</span>}
        {aside !== undefined && <span className="aside">{aside}</span>}
      </div>
      {children}
    </section>
  );
}
