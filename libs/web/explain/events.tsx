import type { Contribution, ExplanationAnswer } from '@jiedui/web-api';
import { format, usePage, useWords } from '@jiedui/web-page';
import { addUp, agrees, partText, sumText } from './sums';
import { words } from './words';

type Event = ExplanationAnswer['events'][number];

/** The events that made the number, and that they add up to it. */
export function Events({
  answer,
  events,
}: {
  readonly answer: ExplanationAnswer;
  readonly events: readonly Event[];
}) {
  const { language } = usePage();
  const t = useWords(words);
  const corrected = new Set(events.flatMap(({ corrects }) => corrects ?? []));
  const roles = new Map(answer.totals.map((total) => [total.measure, total[language]]));
  return (
    <section>
      <h3>{t.events(answer.total)}</h3>
      <table className="events">
        <thead>
          <tr>
            <th>{t.holdsFrom}</th>
            <th>{t.event}</th>
            <th>{t.recorded}</th>
            <th className="n">{t.contribution}</th>
          </tr>
        </thead>
        <tbody>
          {events.map((event) => (
            <EventRow key={event.id} event={event} roles={roles} isCorrected={corrected.has(event.id)} />
          ))}
        </tbody>
      </table>
      <Sum answer={answer} events={events} roles={roles} />
    </section>
  );
}

function EventRow({
  event,
  roles,
  isCorrected,
}: {
  readonly event: Event;
  readonly roles: ReadonlyMap<string, string>;
  readonly isCorrected: boolean;
}) {
  const { language } = usePage();
  const t = useWords(words);
  const days = [...new Set(event.contributions.map(({ effectiveOn }) => effectiveOn))];
  return (
    <tr className={event.corrects === undefined ? '' : 'correction'}>
      <td className="day">{days.join(' ')}</td>
      <td>
        {event[language] ?? event.type} <span className="quiet">{t.number(event.villageseq)}</span>
        {event.corrects !== undefined && <span className="tag">{t.corrects(event.corrects.slice(-6))}</span>}
        {isCorrected && <span className="tag">{t.corrected}</span>}
        <div className="quiet">{event.bureau[language]}</div>
      </td>
      <td className="quiet">{format.moment(event.time)}</td>
      <td className="n">
        {event.contributions.map((contribution, at) => (
          <Part
            key={at}
            contribution={contribution}
            role={roles.get(contribution.measure) ?? contribution.measure}
          />
        ))}
      </td>
    </tr>
  );
}

function Part({ contribution, role }: { readonly contribution: Contribution; readonly role: string }) {
  const { language } = usePage();
  const { measure, sum, year } = contribution;
  return (
    <div className={sum < 0 ? 'part minus' : 'part'}>
      <span className="quiet">
        {role}
        {year === undefined ? '' : ` ${year}`}
      </span>{' '}
      {partText(measure, sum, language)}
    </div>
  );
}

/** The proof: what is listed adds up to the sums that the number follows from. */
function Sum({
  answer,
  events,
  roles,
}: {
  readonly answer: ExplanationAnswer;
  readonly events: readonly Event[];
  readonly roles: ReadonlyMap<string, string>;
}) {
  const { language } = usePage();
  const t = useWords(words);
  if (events.length < answer.total)
    return <p className="sum quiet">{t.shownSome(events.length, answer.total)}</p>;
  if (!agrees(answer.totals, events))
    return (
      <p className="sum differs" role="alert">
        {t.differs}
      </p>
    );
  const sums = addUp(events.flatMap(({ contributions }) => contributions));
  const text = sums.map(
    ({ measure, year, sum }) =>
      `${roles.get(measure)}${year === undefined ? '' : ` ${year}`} ${sumText(measure, sum, language)}`,
  );
  return <p className="sum">{t.shownAll(text.join(language === 'zh' ? '，' : ', '))}</p>;
}
