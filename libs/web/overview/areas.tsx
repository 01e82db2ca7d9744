import type { Status } from '@jiedui/programme';
import { useCatalogue, useTrend, type Counts, type OverviewAnswer, type TrendPoint } from '@jiedui/web-api';
import { format, PATHS, usePage, useWords } from '@jiedui/web-page';
import { Light, Panel, Sparkline, StatusBar } from '@jiedui/web-ui';
import { Link } from 'react-router';
import { words } from './words';

/** The statuses that an area's tile counts out: what is done, and what is behind. */
const COUNTED: readonly Status[] = ['met', 'lagging', 'off-track', 'overdue'];

/** The ten lines of work as tiles. */
export function Areas({ overview }: { readonly overview: OverviewAnswer }) {
  const t = useWords(words);
  const points = useTrend().data?.points;
  return (
    <Panel title={t.areas} note={t.areasNote}>
      <ul className="areas">
        {overview.areas.map(({ area, lights, ...name }) => (
          <Tile key={area} area={area} name={name} lights={lights} points={points} />
        ))}
      </ul>
    </Panel>
  );
}

function Tile({
  area,
  name,
  lights,
  points,
}: {
  readonly area: string;
  readonly name: { readonly zh: string; readonly en: string };
  readonly lights: Counts;
  readonly points: readonly TrendPoint[] | undefined;
}) {
  const page = usePage();
  const t = useWords(words);
  const bureau = useCatalogue().data?.areas.find((known) => known.area === area)?.bureau;
  const course = points?.map((point) => onCourse(point.areas.find((of) => of.area === area)!.lights));
  const now = onCourse(lights);
  return (
    <li>
      <h3>
        <Link to={page.to(PATHS.villages, { area, sort: 'light' })}>{name[page.language]}</Link>
      </h3>
      <p className="bureau">{bureau?.[page.language] ?? ' '}</p>
      <p className="course">
        <strong>
          <Link to={page.to(PATHS.villages, { area, status: 'met,on-track' })}>
            {format.percent(now, page.language)}
          </Link>
        </strong>{' '}
        {t.onCourse}
        <Sparkline points={course ?? []} />
      </p>
      <StatusBar counts={lights} />
      <ul className="counted">
        {COUNTED.filter((status) => status !== 'overdue' || lights.overdue > 0).map((status) => (
          <li key={status}>
            <Light status={status} />{' '}
            {lights[status] === 0 ? (
              <span className="quiet">0</span>
            ) : (
              <Link to={page.to(PATHS.villages, { area, status })}>{format.count(lights[status])}</Link>
            )}
          </li>
        ))}
      </ul>
      <p className={course ? 'year' : 'year trend-pending'}>
        {course?.length
          ? t.trend(format.percent(course[0]!, page.language), format.percent(now, page.language))
          : t.noTrend}
      </p>
    </li>
  );
}

/** The share of villages that are not behind; null without villages. */
function onCourse(lights: Counts): number | null {
  const all = Object.values(lights).reduce((sum, n) => sum + n, 0);
  return all ? (lights.met + lights['on-track']) / all : null;
}
