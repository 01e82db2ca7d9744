import { usePage, useWords } from '@jiedui/web-page';
import { Link } from 'react-router';
import { words } from './words';

/** Steps through a list by pages, the place of which stands in the address. */
export function Pager({
  offset,
  limit,
  total,
}: {
  readonly offset: number;
  readonly limit: number;
  readonly total: number;
}) {
  const page = usePage();
  const t = useWords(words);
  if (total === 0) return null;
  const before = offset - limit;
  return (
    <p className="pager">
      <span>{t.rows(offset + 1, Math.min(total, offset + limit), total)}</span>
      {offset > 0 && <Link to={page.here({ offset: before > 0 ? before : undefined })}>{t.previous}</Link>}
      {offset + limit < total && <Link to={page.here({ offset: offset + limit })}>{t.next}</Link>}
    </p>
  );
}

/** The place that the address names. */
export const offsetOf = (text: string | undefined): number =>
  /^\d{1,6}$/.test(text ?? '') ? Number(text) : 0;
