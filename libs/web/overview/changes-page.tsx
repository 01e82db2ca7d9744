import { useCatalogue, useChanges, type ChangesAnswer } from '@jiedui/web-api';
import { usePage, useWords, villagePath } from '@jiedui/web-page';
import { Choice, Empty, Light, Panel, Shown } from '@jiedui/web-ui';
import { Link } from 'react-router';
import { offsetOf, Pager } from './pager';
import { spanOf, SPANS } from './since';
import { useSince } from './use-since';
import { words } from './words';

const LIMIT = 50;

/** Every status that differs from an earlier day, each with the way to the events behind it. */
export function ChangesPage() {
  const page = usePage();
  const t = useWords(words);
  const { data: catalogue } = useCatalogue();
  const since = useSince(spanOf(page.parameter('since')));
  const offset = offsetOf(page.parameter('offset'));
  const [indicator, direction] = [page.parameter('indicator'), page.parameter('direction')];
  const changes = useChanges({ since, indicator, direction, offset, limit: LIMIT });
  return (
    <Panel title={t.changes} note={since === undefined ? ' ' : t.changesNote(since)}>
      <div className="filters">
        <Choice
          label={t.since}
          parameter="since"
          options={SPANS.map((value) => ({
            value: value === 'yesterday' ? undefined : value,
            text: t[value],
          }))}
        />
        <Choice
          label={t.direction}
          parameter="direction"
          options={[
            { value: undefined, text: t.all },
            { value: 'better', text: t.better },
            { value: 'worse', text: t.worse },
          ]}
        />
        <select
          className="tool"
          aria-label={t.indicator}
          value={indicator ?? ''}
          onChange={({ target }) => page.set({ indicator: target.value, offset: undefined })}
        >
          <option value="">{t.allIndicators}</option>
          {catalogue?.indicators
            .filter(({ kind }) => kind !== 'volume')
            .map(({ indicator: id, ...name }) => (
              <option key={id} value={id}>
                {name[page.language]}
              </option>
            ))}
        </select>
      </div>
      <Shown answered={changes} lines={20}>
        {(answer) =>
          answer.total === 0 ? (
            <Empty title={t.noChanges}>{t.noChangesNext}</Empty>
          ) : (
            <>
              <List answer={answer} />
              <Pager offset={offset} limit={LIMIT} total={answer.total} />
            </>
          )
        }
      </Shown>
    </Panel>
  );
}

function List({ answer }: { readonly answer: ChangesAnswer }) {
  const page = usePage();
  const t = useWords(words);
  const names = new Map(useCatalogue().data?.indicators.map((known) => [known.indicator, known]));
  return (
    <div className="scroll-x">
      <table className="of-changes">
        <thead>
          <tr>
            <th>{t.village}</th>
            <th>{t.indicator}</th>
            <th>{t.before}</th>
            <th>{t.after}</th>
            <th />
          </tr>
        </thead>
        <tbody>
          {answer.changes.map(({ village, indicator, before, after }) => (
            <tr key={`${village.code} ${indicator}`}>
              <th scope="row">
                <Link to={page.to(villagePath(village.code))}>{village.name ?? village.code}</Link>
                <span className="place">
                  {village.district[page.language]} {village.townName}
                </span>
              </th>
              <td className="of-what">{names.get(indicator)?.[page.language] ?? indicator}</td>
              <td>
                <Light status={before} />
              </td>
              <td className="of-after">
                <Light status={after} />
              </td>
              <td className="of-why">
                <Link to={page.explain({ village: village.code, indicator })}>{t.explain}</Link>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
