import type { CatalogueIndicator, CourseAnswer, VillageIndicator } from '@jiedui/web-api';
import { usePage, useWords } from '@jiedui/web-page';
import { gapText, Light, Sparkline, targetText, valueText } from '@jiedui/web-ui';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { forecastText } from './forecast-text';
import { words } from './words';

export type IndicatorCourse = CourseAnswer['indicators'][number];

/** One indicator of the village; `children`: its course, when it is open. */
export function IndicatorRow({
  village,
  indicator,
  known,
  course,
  isOpen,
  children,
}: {
  readonly village: string;
  readonly indicator: VillageIndicator;
  readonly known: CatalogueIndicator;
  readonly course: IndicatorCourse | undefined;
  readonly isOpen: boolean;
  readonly children: ReactNode;
}) {
  const page = usePage();
  const t = useWords(words);
  const { language } = page;
  const { status, value, provisional, years, target } = indicator;
  const name = known[language];
  return (
    <>
      <tr className={target ? 'indicator target' : 'indicator'}>
        <th scope="row">
          {name}
          {target && <span className="tag">{t.target}</span>}
        </th>
        <td>
          <Light status={status} provisional={provisional} />
        </td>
        <td className="value">
          <Link to={page.explain({ village, indicator: known.indicator })}>
            {valueText(known, value, language)}
          </Link>
          {years && <span className="years">{years.join('–')}</span>}
        </td>
        <td className="asked">{targetText(known, language)}</td>
        <td className="gap">{status === 'met' ? '' : gapText(known, value, language)}</td>
        <td className="course">
          {course && (
            <Link
              to={page.here({ course: isOpen ? undefined : known.indicator })}
              replace
              preventScrollReset
              aria-expanded={isOpen}
              aria-label={isOpen ? t.hideCourse : t.courseOf(name)}
              title={isOpen ? t.hideCourse : t.courseOf(name)}
            >
              <Sparkline points={sparkOf(course)} />
            </Link>
          )}
        </td>
        <td className="forecast">{course ? forecastText(indicator, course.forecast, language) : ''}</td>
        <td>
          <Link to={page.explain({ village, indicator: known.indicator })} aria-label={t.whyOf(name)}>
            {t.why}
          </Link>
        </td>
      </tr>
      {children && (
        <tr className="opened">
          <td colSpan={8}>{children}</td>
        </tr>
      )}
    </>
  );
}

/** Progress; where there is none, the value as a part of the largest that it was. */
function sparkOf({ progress, values }: IndicatorCourse): readonly (number | null)[] {
  if (progress.some((point) => point !== null)) return progress;
  const numbers = values.map((value) => (typeof value === 'number' ? value : null));
  const most = Math.max(...numbers.map((n) => n ?? 0));
  return most > 0 ? numbers.map((n) => (n === null ? null : n / most)) : [];
}
