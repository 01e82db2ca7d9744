import { dayNumber } from '@jiedui/programme';
import { useCatalogue, usePages, type TimelineAnswer } from '@jiedui/web-api';
import { format, usePage, useWords } from '@jiedui/web-page';
import { Bones, Empty, Failed, Panel } from '@jiedui/web-ui';
import { words } from './words';

const LIMIT = 30;
/** A report that took longer than this is called late. */
const LATE_DAYS = 15;

/** The events of the village, the latest recorded first. */
export function Timeline({ code }: { readonly code: string }) {
  const page = usePage();
  const t = useWords(words);
  const area = page.parameter('events');
  const pages = usePages<TimelineAnswer>(`/villages/${code}/events`, { area, limit: LIMIT });
  return (
    <Panel
      title={t.timeline}
      note={pages.first ? t.events(pages.first.total) : ' '}
      aside={<AreaPicker chosen={area} />}
      className="timeline"
    >
      {pages.error && <Failed failure={pages.error} again={() => void pages.refetch()} />}
      {pages.isPending && <Bones lines={8} />}
      {pages.first?.total === 0 && <Empty title={t.none}>{t.noneNext}</Empty>}
      <ol>
        {pages.data?.pages.flatMap(({ events }) =>
          events.map((event) => <Event key={event.id} event={event} />),
        )}
      </ol>
      {pages.hasNextPage && (
        <p className="more">
          <button
            type="button"
            className="button"
            disabled={pages.isFetchingNextPage}
            onClick={() => void pages.fetchNextPage()}
          >
            {t.more}
          </button>
        </p>
      )}
    </Panel>
  );
}

function Event({ event }: { readonly event: TimelineAnswer['events'][number] }) {
  const { language } = usePage();
  const t = useWords(words);
  const recorded = format.moment(event.time);
  const late = dayNumber(recorded.slice(0, 10)) - dayNumber(event.occurredOn);
  return (
    <li>
      <time dateTime={event.occurredOn}>{event.occurredOn}</time>
      <span className="event">
        {event[language] ?? event.type}
        {event.corrects !== undefined && <span className="tag">{t.correction}</span>}
        {late > LATE_DAYS && <span className="tag">{t.late(late)}</span>}
      </span>
      <span className="bureau">{event.bureau[language]}</span>
      <span className="recorded">
        {t.recorded} {recorded}
      </span>
    </li>
  );
}

function AreaPicker({ chosen }: { readonly chosen: string | undefined }) {
  const page = usePage();
  const t = useWords(words);
  const { data } = useCatalogue();
  return (
    <select
      className="tool"
      aria-label={t.area}
      value={chosen ?? ''}
      onChange={({ target }) => page.set({ events: target.value })}
    >
      <option value="">{t.allAreas}</option>
      {data?.areas.map(({ area, ...name }) => (
        <option key={area} value={area}>
          {name[page.language]}
        </option>
      ))}
    </select>
  );
}
