import type { OverviewAnswer } from '@jiedui/web-api';
import { useTrend } from '@jiedui/web-api';
import { format, PATHS, usePage, useWords } from '@jiedui/web-page';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { paceNeeded, paceOf, targetsMet } from './pace';
import { words } from './words';

/** The five figures that a head of office asks for first. */
export function Headline({ overview }: { readonly overview: OverviewAnswer }) {
  const page = usePage();
  const t = useWords(words);
  const trend = useTrend();
  const { frame, villages, reached, meanScore } = overview;
  const { met, of } = targetsMet(overview);
  const needed = paceNeeded(of - met, frame.daysLeft);
  const soFar = trend.data && paceOf(trend.data.points);
  const share = (part: number, whole: number) => format.percent(whole ? part / whole : null, page.language);
  const paceNote = () => {
    if (of === 0 || soFar === undefined) return ' ';
    if (met === of) return t.paceDone;
    return soFar === null ? '—' : t.paceSoFar(format.count(soFar));
  };
  return (
    <section className="headline panel">
      <Figure
        name={t.reached}
        value={share(reached, villages)}
        to={page.to(PATHS.villages, { reached: 'true' })}
        note={t.reachedOf(reached, villages)}
        main
      />
      <Figure
        name={t.targetsMet}
        value={share(met, of)}
        note={t.targetsMetOf(met, of)}
        to={page.to(PATHS.villages, { sort: 'met' })}
      />
      <Figure
        name={t.score}
        value={format.percent(meanScore, page.language)}
        note={t.scoreOf(format.percent(frame.expectedDecimal, page.language))}
        to={page.to(PATHS.villages, { sort: 'score' })}
      />
      <Figure
        name={t.deadline}
        value={frame.daysLeft < 0 ? t.past : t.days(frame.daysLeft)}
        note={t.deadlineOn(frame.deadline)}
      />
      <Figure
        name={t.pace}
        value={met === of ? '—' : needed === null ? t.past : t.perMonth(format.count(needed))}
        note={paceNote()}
      />
    </section>
  );
}

function Figure({
  name,
  value,
  note,
  to,
  main = false,
}: {
  readonly name: string;
  readonly value: string;
  readonly note: ReactNode;
  readonly to?: string;
  readonly main?: boolean;
}) {
  return (
    <div className={main ? 'figure main' : 'figure'}>
      <h2>{name}</h2>
      <p className="value">{to === undefined ? value : <Link to={to}>{value}</Link>}</p>
      <p className="note">{note}</p>
    </div>
  );
}
