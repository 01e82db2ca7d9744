import { useCatalogue, useChanges, type ChangesAnswer } from '@jiedui/web-api';
import { format, PATHS, usePage, useWords } from '@jiedui/web-page';
import { Choice, Empty, Panel, Shown } from '@jiedui/web-ui';
import { Link } from 'react-router';
import { spanOf, SPANS } from './since';
import { useSince } from './use-since';
import { words } from './words';

const MOST = 9;

/** 环比: what differs from an earlier day, most moved first. */
export function ChangesPanel() {
  const page = usePage();
  const t = useWords(words);
  const since = useSince(spanOf(page.parameter('since')));
  const changes = useChanges({ since, limit: 1 });
  return (
    <Panel
      title={t.changes}
      note={since === undefined ? ' ' : t.changesNote(since)}
      className="changes"
      aside={
        <Choice
          label={t.since}
          parameter="since"
          options={SPANS.map((value) => ({
            value: value === 'yesterday' ? undefined : value,
            text: t[value],
          }))}
        />
      }
    >
      <Shown answered={changes} lines={MOST + 2}>
        {(answer) => (answer.total === 0 ? <Nothing /> : <Moved answer={answer} />)}
      </Shown>
    </Panel>
  );
}

function Nothing() {
  const t = useWords(words);
  return <Empty title={t.noChanges}>{t.noChangesNext}</Empty>;
}

function Moved({ answer }: { readonly answer: ChangesAnswer }) {
  const page = usePage();
  const t = useWords(words);
  const names = new Map(useCatalogue().data?.indicators.map((known) => [known.indicator, known]));
  const moved = answer.indicators
    .filter(({ better, worse }) => better + worse > 0)
    .sort((a, b) => b.better + b.worse - a.better - a.worse);
  const list = (indicator: string | undefined, direction: string | undefined) =>
    page.to(PATHS.changes, { since: page.parameter('since'), indicator, direction });
  const cell = (indicator: string, direction: 'better' | 'worse', n: number) =>
    n === 0 ? (
      <span className="quiet">0</span>
    ) : (
      <Link to={list(indicator, direction)}>{format.count(n)}</Link>
    );
  return (
    <>
      <table>
        <thead>
          <tr>
            <th>{t.indicator}</th>
            <th className="n">{t.metChange}</th>
            <th className="n">{t.better}</th>
            <th className="n">{t.worse}</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{t.reachedChange}</th>
            <td className="n">{format.difference(answer.reached.now - answer.reached.before)}</td>
            <td />
            <td />
          </tr>
          {moved.slice(0, MOST).map(({ indicator, met, metBefore, better, worse }) => (
            <tr key={indicator}>
              <th scope="row">{names.get(indicator)?.[page.language] ?? indicator}</th>
              <td className="n">{format.difference(met - metBefore)}</td>
              <td className="n">{cell(indicator, 'better', better)}</td>
              <td className="n">{cell(indicator, 'worse', worse)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="more">
        <Link to={list(undefined, undefined)}>{t.allChanges(answer.total)}</Link>
      </p>
    </>
  );
}
