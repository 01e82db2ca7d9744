import { STATUSES, STATUS_TEXT, type Status } from '@jiedui/programme';
import { format, usePage } from '@jiedui/web-page';

/** The statuses as they follow each other in a bar: best first. */
export const BEST_FIRST: readonly Status[] = [
  'met',
  'on-track',
  'lagging',
  'off-track',
  'overdue',
  'no-data',
];

/** How villages divide among the statuses. The figures stand beside it as text; the bar is their picture. */
export function StatusBar({ counts }: { readonly counts: Readonly<Record<Status, number>> }) {
  const { language } = usePage();
  const shown = [...BEST_FIRST, ...STATUSES.filter((status) => !BEST_FIRST.includes(status))].filter(
    (status) => counts[status] > 0,
  );
  const told = shown.map((status) => `${STATUS_TEXT[status][language]} ${format.count(counts[status])}`);
  if (!told.length) return <div className="bar" />;
  return (
    <div
      className="bar"
      role="img"
      aria-label={told.join(language === 'zh' ? '，' : ', ')}
      title={told.join('\n')}
    >
      {shown.map((status) => (
        <span key={status} className={status} style={{ flexGrow: counts[status] }} />
      ))}
    </div>
  );
}
