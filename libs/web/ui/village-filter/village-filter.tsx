import { STATUS_TEXT, type Status } from '@jiedui/programme';
import { useCatalogue } from '@jiedui/web-api';
import { usePage, useWords } from '@jiedui/web-page';
import { LightShape } from '../light';
import { BEST_FIRST } from '../status-bar';
import { useState, type FormEvent } from 'react';
import { Link } from 'react-router';
import { DownloadButton } from '../download-button';
import { filterOf, FILTERS, sortsOf, statusesOf, toggled } from './filter';
import { words } from './words';

/** The conditions of the list. All of them stand in the address. */
export function VillageFilter() {
  const page = usePage();
  const t = useWords(words);
  const { language } = page;
  const { data } = useCatalogue();
  const [area, indicator] = ['area', 'indicator'].map((name) => page.parameter(name));
  const indicators = data?.indicators.filter((known) => area === undefined || known.area === area);
  return (
    <div className="filters" role="search">
      <Search />
      <select
        className="tool"
        aria-label={t.area}
        value={area ?? ''}
        onChange={({ target }) =>
          page.set({
            area: target.value,
            indicator: undefined,
            ...withoutStatus(target.value),
            sort: undefined,
          })
        }
      >
        <option value="">{t.allAreas}</option>
        {data?.areas.map(({ area: id, ...name }) => (
          <option key={id} value={id}>
            {name[language]}
          </option>
        ))}
      </select>
      <select
        className="tool indicator"
        aria-label={t.indicator}
        value={indicator ?? ''}
        onChange={({ target }) =>
          page.set({ indicator: target.value, ...withoutStatus(target.value || area), sort: undefined })
        }
      >
        <option value="">{t.allIndicators}</option>
        {indicators?.map(({ indicator: id, ...name }) => (
          <option key={id} value={id}>
            {name[language]}
          </option>
        ))}
      </select>
      {(area !== undefined || indicator !== undefined) && <Statuses />}
      <select
        className="tool"
        aria-label={t.reached}
        value={page.parameter('reached') ?? ''}
        onChange={({ target }) => page.set({ reached: target.value })}
      >
        <option value="">{t.anyReached}</option>
        <option value="true">{t.isReached}</option>
        <option value="false">{t.notReached}</option>
      </select>
    </div>
  );
}

/** A status is one of an area or an indicator: without them it means nothing. */
const withoutStatus = (subject: string | undefined) => (subject ? {} : { status: undefined });

function Search() {
  const page = usePage();
  const t = useWords(words);
  const [text, write] = useState(page.parameter('text') ?? '');
  const search = (event: FormEvent) => {
    event.preventDefault();
    page.set({ text: text.trim() });
  };
  return (
    <form onSubmit={search}>
      <input
        type="search"
        className="tool"
        maxLength={50}
        placeholder={t.search}
        aria-label={t.search}
        value={text}
        onChange={({ target }) => {
          write(target.value);
          if (target.value === '') page.set({ text: undefined });
        }}
        onBlur={() => text.trim() !== (page.parameter('text') ?? '') && page.set({ text: text.trim() })}
      />
    </form>
  );
}

/** The order of the list; what it can be depends on what is shown of the villages. */
function VillageOrder() {
  const page = usePage();
  const t = useWords(words);
  const [area, indicator, sort] = ['area', 'indicator', 'sort'].map((name) => page.parameter(name));
  return (
    <select
      className="tool"
      aria-label={t.sort}
      value={sort ?? 'code'}
      onChange={({ target }) => page.set({ sort: target.value === 'code' ? undefined : target.value })}
    >
      {sortsOf(indicator, area).map((name) => (
        <option key={name} value={name}>
          {t[name]}
        </option>
      ))}
    </select>
  );
}

function Statuses() {
  const page = usePage();
  const t = useWords(words);
  const text = page.parameter('status');
  const chosen = statusesOf(text);
  return (
    <span className="choice" role="group" aria-label={t.status}>
      {BEST_FIRST.map((status: Status) => (
        <button
          key={status}
          type="button"
          aria-pressed={chosen.includes(status)}
          onClick={() => page.set({ status: toggled(text, status) })}
        >
          <span className="light">
            <LightShape status={status} />
            {STATUS_TEXT[status][page.language]}
          </span>
        </button>
      ))}
    </span>
  );
}

/** How many villages fit, the way to all of them, and their order. */
export function VillageTotal({ total }: { readonly total: number }) {
  const page = usePage();
  const t = useWords(words);
  const isFiltered = FILTERS.some((name) => name !== 'sort' && page.parameter(name) !== undefined);
  const clear = Object.fromEntries(FILTERS.map((name) => [name, undefined]));
  return (
    <div className="total">
      <strong role="status">{t.total(total)}</strong>
      {isFiltered && <Link to={page.here(clear)}>{t.reset}</Link>}
      <VillageOrder />
      <DownloadButton path="/villages/export.xlsx" parameters={filterOf(page)}>
        {t.export}
      </DownloadButton>
    </div>
  );
}
