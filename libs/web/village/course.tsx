import type { Day } from '@jiedui/programme';
import type { CatalogueIndicator, Frame } from '@jiedui/web-api';
import { format, usePage, useWords } from '@jiedui/web-page';
import { valueText } from '@jiedui/web-ui';
import { bandOf, chartScale, HEIGHT, lineOf, MARGIN, WIDTH, yearMarks } from './chart';
import type { IndicatorCourse } from './indicator-row';
import { words } from './words';

/** How an indicator came here since the start, and where it leads until the deadline. */
export function Course({
  frame,
  days,
  indicator,
  course,
}: {
  readonly frame: Frame;
  readonly days: readonly Day[];
  readonly indicator: CatalogueIndicator;
  readonly course: IndicatorCourse;
}) {
  const { language } = usePage();
  const t = useWords(words);
  const { progress, values, forecast } = course;
  if (progress.every((point) => point === null))
    return (
      <figure className="course-figure">
        <figcaption>{t.noProgress}</figcaption>
        <ol className="values">
          {days.map((day, at) => (
            <li key={day}>
              <time>{day}</time> {valueText(indicator, values[at], language)}
            </li>
          ))}
        </ol>
      </figure>
    );
  const scale = chartScale(frame.start, frame.deadline);
  const points = days.map((day, at) => ({ day, progress: progress[at]! }));
  return (
    <figure className="course-figure">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={t.chart(indicator[language])}>
        {[0, 0.25, 0.5, 0.75, 1].map((share) => (
          <g key={share}>
            <path className="grid" d={`M${MARGIN.left} ${scale.y(share)}H${WIDTH - MARGIN.right}`} />
            <text x={MARGIN.left - 8} y={scale.y(share)} dy="0.35em" textAnchor="end">
              {format.percent(share, language)}
            </text>
          </g>
        ))}
        {yearMarks(frame.start, frame.deadline).map((day) => (
          <g key={day}>
            <path className="grid" d={`M${scale.x(day)} ${scale.y(1)}V${scale.y(0)}`} />
            <text x={scale.x(day)} y={HEIGHT - 8} textAnchor="middle">
              {day.slice(0, 7)}
            </text>
          </g>
        ))}
        <path
          className="expected"
          d={`M${scale.x(frame.start)} ${scale.y(0)}L${scale.x(frame.deadline)} ${scale.y(1)}`}
        />
        {forecast && <path className="band" d={bandOf(points, forecast, frame.deadline, scale)} />}
        {lineOf(points, scale).map((d) => (
          <path key={d} className="line" d={d} />
        ))}
        {points.map(({ day, progress: share }, at) =>
          share === null ? null : (
            <circle key={day} cx={scale.x(day)} cy={scale.y(share)} r="3">
              <title>{`${day} ${format.percent(share, language)} · ${valueText(indicator, values[at], language)}`}</title>
            </circle>
          ),
        )}
      </svg>
      <figcaption>
        <span className="key line">{t.line}</span>
        <span className="key expected">{t.expectedLine}</span>
        {forecast && (
          <span className="key band">
            {t.range} {format.percent(forecast.atDeadline.low, language)}–
            {format.percent(forecast.atDeadline.high, language)}
          </span>
        )}
      </figcaption>
    </figure>
  );
}
