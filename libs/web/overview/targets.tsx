import type { Status } from '@jiedui/programme';
import { useChanges, type ChangesAnswer, type OverviewAnswer } from '@jiedui/web-api';
import { format, PATHS, usePage, useWords } from '@jiedui/web-page';
import { BEST_FIRST, Light, LightShape, Panel, StatusBar } from '@jiedui/web-ui';
import { Link } from 'react-router';
import { useSince } from './use-since';
import { words } from './words';

/** The seventeen targets as rows; every number opens the list that it counts. */
export function Targets({ overview }: { readonly overview: OverviewAnswer }) {
  const page = usePage();
  const t = useWords(words);
  const targets = overview.indicators.filter(({ target }) => target);
  const month = useChanges({ since: useSince('month'), limit: 1 });
  const moved = new Map(month.data?.indicators.map((change) => [change.indicator, change]));
  return (
    <Panel title={t.targets} note={t.targetsNote} className="targets">
      <p className="legend">
        {BEST_FIRST.map((status) => (
          <Light key={status} status={status} />
        ))}
      </p>
      <div className="scroll-x">
        <table>
          <thead>
            <tr>
              <th>{t.target}</th>
              <th className="wide">{t.spread}</th>
              {BEST_FIRST.map((status) => (
                <th key={status} className="n">
                  <Light status={status} />
                </th>
              ))}
              <th className="n" title={t.sinceMonthHelp}>
                {t.sinceMonth}
              </th>
            </tr>
          </thead>
          <tbody>
            {targets.map(({ indicator, counts, ...name }) => (
              <tr key={indicator}>
                <th scope="row">
                  <Link to={page.to(PATHS.villages, { indicator, sort: 'progress' })}>
                    {name[page.language]}
                  </Link>
                </th>
                <td className="wide">
                  <StatusBar counts={counts} />
                </td>
                {BEST_FIRST.map((status) => (
                  <td key={status} className={counts[status] ? 'n' : 'n none'}>
                    <span className="light only-narrow">
                      <LightShape status={status} />
                    </span>{' '}
                    <Villages indicator={indicator} status={status} n={counts[status]} />
                  </td>
                ))}
                <td className="n grown">
                  <span className="quiet only-narrow">{t.sinceMonth}</span>{' '}
                  {moved.has(indicator) ? <Grown change={moved.get(indicator)!} /> : '…'}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}

function Villages({
  indicator,
  status,
  n,
}: {
  readonly indicator: string;
  readonly status: Status;
  readonly n: number;
}) {
  const page = usePage();
  return n === 0 ? (
    <span className="quiet">0</span>
  ) : (
    <Link to={page.to(PATHS.villages, { indicator, status })}>{format.count(n)}</Link>
  );
}

/** How many more villages meet a target than before; the way to the changes that this is the sum of. */
function Grown({ change }: { readonly change: ChangesAnswer['indicators'][number] }) {
  const page = usePage();
  const { indicator, met, metBefore, better, worse } = change;
  const n = met - metBefore;
  const shown = <span className={n > 0 ? 'up' : n < 0 ? 'down' : 'quiet'}>{format.difference(n)}</span>;
  return better + worse === 0 ? (
    shown
  ) : (
    <Link to={page.to(PATHS.changes, { since: 'month', indicator })}>{shown}</Link>
  );
}
