import { behind, useFreshness, useToday, type Fresh } from '@jiedui/web-api';
import { format, usePage, useWords, type Said } from '@jiedui/web-page';
import { words } from './words';

/** 更新至, bureau by bureau; those that are behind are named first and say why. */
export function FreshnessStrip() {
  const { language } = usePage();
  const t = useWords(words);
  const fresh = useFreshness();
  const { data } = useToday();
  const bureaus = Object.entries(fresh).map(([area, of]) => ({
    area,
    of,
    name: data?.areas.find((known) => known.area === area)?.bureau[language] ?? t.registry,
  }));
  const late = bureaus.filter(({ of }) => behind(of));
  return (
    <footer className="freshness">
      <h2>{t.fresh}</h2>
      {late.length > 0 && (
        <p className="late" role="status">
          {t.behind(
            late.map(({ name, of }) => t.because(name, why(of, t))).join(language === 'zh' ? '、' : ', '),
          )}
        </p>
      )}
      <ul>
        {bureaus.map(({ area, of, name }) => (
          <li key={area} className={behind(of) ? 'late' : ''}>
            <span>{name}</span>
            <time dateTime={of.time ?? ''}>{of.time === null ? t.silent : format.moment(of.time)}</time>
          </li>
        ))}
      </ul>
    </footer>
  );
}

function why(of: Fresh, t: Said<typeof words>): string {
  const reason = behind(of);
  if (reason !== 'on-the-way') return reason ? t[reason] : '';
  return of.lag === null ? t.onTheWayUnknown : t['on-the-way'](format.count(of.lag));
}
