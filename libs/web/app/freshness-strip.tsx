import { behind } from '@jiedui/web-api';
import { format, useWords } from '@jiedui/web-page';
import { useBureaus } from './use-bureaus';
import { words } from './words';

/** 更新至, bureau by bureau. */
export function FreshnessStrip() {
  const t = useWords(words);
  return (
    <footer className="freshness">
      <h2>{t.fresh}</h2>
      <ul>
        {useBureaus().map(({ area, of, name }) => (
          <li key={area} className={behind(of) ? 'late' : ''}>
            <span>{name}</span>
            <time dateTime={of.time ?? ''}>{of.time === null ? t.silent : format.moment(of.time)}</time>
          </li>
        ))}
      </ul>
    </footer>
  );
}
