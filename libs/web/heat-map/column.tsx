import { usePage, useWords } from '@jiedui/web-page';
import { shortName } from '@jiedui/web-ui';
import { Link } from 'react-router';
import { words } from './words';

/** The name of a column; orders the rows by it. */
export function Column({ area, name }: { readonly area: string; readonly name: string }) {
  const page = usePage();
  const t = useWords(words);
  const isOrder = page.parameter('area') === area && page.parameter('sort') === 'light';
  const to = isOrder
    ? { area: undefined, sort: undefined, status: undefined }
    : { area, sort: 'light', indicator: undefined, status: undefined };
  return (
    <Link to={page.here(to)} replace preventScrollReset title={t.orderBy(name)} aria-current={isOrder}>
      {shortName(name)}
      {isOrder && <span aria-hidden="true"> ↓</span>}
    </Link>
  );
}
