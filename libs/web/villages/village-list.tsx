import { useCatalogue, useVillageRows, type Catalogue } from '@jiedui/web-api';
import { usePage, useWords } from '@jiedui/web-page';
import { Bones, Empty, Failed, filterOf, shortName, useWindow, VillageTotal } from '@jiedui/web-ui';
import { useRef } from 'react';
import { Row } from './row';
import { useRowHeight } from './use-row-height';
import { words } from './words';

/** The rows that are on the screen, of as many as there are. */
export function VillageList() {
  const page = usePage();
  const { data: catalogue } = useCatalogue();
  const list = useRef<HTMLDivElement>(null);
  const rowHeight = useRowHeight();
  const { first, end } = useWindow(list, rowHeight);
  const { total, at, isBusy, failure, again } = useVillageRows(filterOf(page), first, end);
  const indicator = catalogue?.indicators.find((one) => one.indicator === page.parameter('indicator'));
  if (failure) return <Failed failure={failure} again={again} />;
  const last = Math.min(end, total ?? 0);
  return (
    <>
      {total !== undefined && <VillageTotal total={total} />}
      {total === 0 && <Nothing />}
      {(total === undefined || !catalogue) && <Bones lines={16} />}
      <div
        role="table"
        aria-busy={isBusy}
        aria-rowcount={(total ?? 0) + 1}
        className={indicator ? 'rows with-indicator' : 'rows'}
        hidden={!total || !catalogue}
      >
        {catalogue && <Head catalogue={catalogue} withIndicator={indicator !== undefined} />}
        <div role="rowgroup" ref={list} style={{ height: (total ?? 0) * rowHeight }} className="sheet">
          {catalogue &&
            Array.from({ length: Math.max(0, last - first) }, (_, row) => first + row).map((place) => (
              <Row
                key={place}
                place={place}
                top={place * rowHeight}
                row={at(place)}
                catalogue={catalogue}
                indicator={indicator}
              />
            ))}
        </div>
      </div>
    </>
  );
}

function Nothing() {
  const t = useWords(words);
  return <Empty title={t.none}>{t.noneNext}</Empty>;
}

function Head({
  catalogue,
  withIndicator,
}: {
  readonly catalogue: Catalogue;
  readonly withIndicator: boolean;
}) {
  const { language } = usePage();
  const t = useWords(words);
  return (
    <div role="rowgroup" className="rows-head">
      <div role="row" className="row">
        <span role="columnheader">{t.village}</span>
        <span role="columnheader" className="place">
          {t.place}
        </span>
        {withIndicator && (
          <>
            <span role="columnheader">{t.status}</span>
            <span role="columnheader">{t.value}</span>
            <span role="columnheader" className="gap">
              {t.gap}
            </span>
          </>
        )}
        <span role="columnheader" className="n">
          {t.targets}
        </span>
        <span role="columnheader" className="n">
          {t.progressOf}
        </span>
        <span role="columnheader" className="lights">
          {catalogue.areas.map(({ area, ...name }) => (
            <abbr key={area} title={name[language]}>
              {shortName(name[language]).slice(0, 2 + Number(language === 'en'))}
            </abbr>
          ))}
        </span>
      </div>
    </div>
  );
}
