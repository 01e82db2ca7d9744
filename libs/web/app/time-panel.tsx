import { addDays, dayNumber, dayOf, isDay, monthStart, type Day } from '@jiedui/programme';
import { useToday } from '@jiedui/web-api';
import { format, usePage, useWords } from '@jiedui/web-page';
import { useRef, useState } from 'react';
import { words } from './words';

/** The first day that the platform takes. */
const FIRST: Day = '2016-01-01';

/** The two times: the day that is looked at, and what was known when. */
export function TimePanel({ close }: { readonly close: () => void }) {
  const t = useWords(words);
  const { data } = useToday();
  return (
    <section id="time" className="time-panel" aria-label={t.time}>
      {data && <Times today={data.asOf} start={data.frame.start} />}
      <p className="quiet">{t.timeHelp}</p>
      <button type="button" className="button" onClick={close}>
        {t.close}
      </button>
    </section>
  );
}

function Times({ today, start }: { readonly today: Day; readonly start: Day }) {
  const page = usePage();
  const t = useWords(words);
  const shown = page.asOf !== undefined && isDay(page.asOf) ? page.asOf : today;
  const [dragged, drag] = useState<Day>();
  const known = page.asKnownAt === undefined ? undefined : dayOfInstant(page.asKnownAt);
  /** What was known follows the day, unless another was chosen for it. */
  const go = (day: Day) => {
    drag(undefined);
    page.set({
      asOf: day === today ? undefined : day,
      ...(known !== undefined && known === shown && { asKnownAt: format.endOf(day) }),
    });
  };
  const day = dragged ?? shown;
  const jumps = [
    [t.today, today],
    [t.yesterday, addDays(today, -1)],
    [t.lastMonth, addDays(monthStart(today), -1)],
    [t.lastYear, addDays(`${today.slice(0, 4)}-01-01`, -1)],
  ] as const;
  return (
    <div className="times">
      <label className="slider">
        <span>
          {t.day} <strong>{day}</strong>
        </span>
        <input
          type="range"
          min={dayNumber(start)}
          max={dayNumber(today)}
          value={dayNumber(day)}
          aria-valuetext={day}
          onChange={({ target }) => drag(dayOf(Number(target.value)))}
          onPointerUp={() => go(day)}
          onKeyUp={() => go(day)}
          onBlur={() => dragged !== undefined && go(dragged)}
        />
      </label>
      <DayField label={t.day} day={day} today={today} go={go} />
      <span className="choice">
        {jumps.map(([text, to]) => (
          <button key={text} type="button" aria-pressed={shown === to} onClick={() => go(to)}>
            {text}
          </button>
        ))}
      </span>
      <label className="switch">
        <input
          type="checkbox"
          role="switch"
          checked={known !== undefined}
          onChange={({ target }) => page.set({ asKnownAt: target.checked ? format.endOf(shown) : undefined })}
        />
        {t.known}
      </label>
      {known !== undefined && (
        <span>
          {t.knownAt}{' '}
          <DayField
            label={t.knownAt}
            day={known}
            today={today}
            go={(to) => page.set({ asKnownAt: format.endOf(to) })}
          />
        </span>
      )}
    </div>
  );
}

/**
 * A day that is typed passes through others on the way: it is gone to by Enter, or by leaving the field; one that is
 * picked from the calendar at once.
 */
function DayField({
  label,
  day,
  today,
  go,
}: {
  readonly label: string;
  readonly day: Day;
  readonly today: Day;
  readonly go: (day: Day) => void;
}) {
  const [typed, type] = useState<string>();
  const isTyping = useRef(false);
  const commit = (text: string | undefined) => {
    isTyping.current = false;
    type(undefined);
    if (text !== undefined && text !== day && isDay(text) && text >= FIRST && text <= today) go(text);
  };
  return (
    <input
      type="date"
      className="tool"
      aria-label={label}
      value={typed ?? day}
      min={FIRST}
      max={today}
      onKeyDown={({ key, currentTarget }) => {
        if (key === 'Enter') commit(currentTarget.value);
        else isTyping.current = key !== 'Tab';
      }}
      onPointerDown={() => (isTyping.current = false)}
      onChange={({ target }) => (isTyping.current ? type(target.value) : commit(target.value))}
      onBlur={({ target }) => commit(target.value)}
    />
  );
}

/** An address may hold anything: '' for what is no instant. */
const dayOfInstant = (instant: string): Day =>
  Number.isNaN(Date.parse(instant)) ? '' : format.moment(instant).slice(0, 10);
