import { behind, type Fresh } from '@jiedui/web-api';
import { format, usePage, useWords, type Said } from '@jiedui/web-page';
import { useBureaus } from './use-bureaus';
import { words } from './words';

/** Names the bureaus of which something may be missing in the figures, and why. */
export function LateNotice() {
  const { language } = usePage();
  const t = useWords(words);
  const late = useBureaus().filter(({ of }) => behind(of));
  if (!late.length) return null;
  const byReason = [...Map.groupBy(late, ({ of }) => why(of, t))].map(([reason, bureaus]) =>
    t.because(bureaus.map(({ name }) => name).join(language === 'zh' ? '、' : ', '), reason),
  );
  return (
    <p className="late-notice" role="status">
      {t.behind(byReason.join(language === 'zh' ? '；' : '; '))}
    </p>
  );
}

function why(of: Fresh, t: Said<typeof words>): string {
  const reason = behind(of);
  if (reason === 'on-the-way')
    return of.lag === null ? t.onTheWayUnknown : t['on-the-way'](format.count(of.lag));
  if (reason === 'unheard')
    return of.knownThrough === null ? t.unchecked : t.unheard(format.moment(of.knownThrough));
  return reason ? t[reason] : '';
}
