import { useCatalogue, useToday } from '@jiedui/web-api';
import { format, usePage, useWords } from '@jiedui/web-page';
import { Link } from 'react-router';
import { words } from './words';

/** Says plainly that what is shown is not what is known of today. */
export function TimeNotice() {
  const page = usePage();
  const t = useWords(words);
  const today = useToday().data?.asOf;
  const { data } = useCatalogue();
  const { asOf, asKnownAt, language } = page;
  // what is wrong with an address the pages say themselves
  if (!data || ((asOf === undefined || asOf === today) && asKnownAt === undefined)) return null;
  const names = data.mayStillChange?.map(
    (id) => data.areas.find(({ area }) => area === id)?.bureau[language] ?? t.registry,
  );
  return (
    <div className="time-notice" role="status">
      <p>
        <strong>{asOf === undefined || asOf === today ? t.asKnown(data.asOf) : t.notToday(asOf)}</strong>
        {asKnownAt === undefined ? t.knownNow : t.knownBy(format.moment(asKnownAt))}
        {language === 'zh' ? '。' : '. '}
        {names && (names.length ? t.mayChange(names.join(language === 'zh' ? '、' : ', ')) : t.final)}
      </p>
      <Link to={page.here({ asOf: undefined, asKnownAt: undefined })}>{t.backToToday}</Link>
    </div>
  );
}
