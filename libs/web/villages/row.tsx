import type { Catalogue, CatalogueIndicator, VillageRow } from '@jiedui/web-api';
import { format, usePage, useWords, villagePath } from '@jiedui/web-page';
import { gapText, Light, valueText } from '@jiedui/web-ui';
import { Link } from 'react-router';
import { words } from './words';

/** A village of the list; a bone of it while it is being loaded. */
export function Row({
  place,
  top,
  row,
  catalogue,
  indicator,
}: {
  readonly place: number;
  readonly top: number;
  readonly row: VillageRow | undefined;
  readonly catalogue: Catalogue;
  readonly indicator: CatalogueIndicator | undefined;
}) {
  const page = usePage();
  const { language } = page;
  return (
    <div role="row" aria-rowindex={place + 2} className="row" style={{ top }}>
      {row ? (
        <>
          <span role="rowheader" className="village">
            <Link to={page.to(villagePath(row.code))}>{row.name ?? row.code}</Link>
          </span>
          <span role="cell" className="place">
            {row.district[language]} {row.townName}
          </span>
          {indicator && <Indicator row={row} indicator={indicator} />}
          <span role="cell" className="n">
            {row.targetsMet} / {row.targets}
          </span>
          <span role="cell" className="n">
            {format.percent(row.score, language)}
          </span>
          <span role="cell" className="lights">
            {catalogue.areas.map(({ area, ...name }) => (
              <span key={area} title={name[language]}>
                <Light status={row.lights[area] ?? 'info'} bare />
              </span>
            ))}
          </span>
        </>
      ) : (
        <span role="cell" className="bone" />
      )}
    </div>
  );
}

function Indicator({ row, indicator }: { readonly row: VillageRow; readonly indicator: CatalogueIndicator }) {
  const page = usePage();
  const t = useWords(words);
  const { status, value, provisional } = row;
  return (
    <>
      <span role="cell">
        {status && <Light status={status} {...(provisional !== undefined && { provisional })} />}
      </span>
      <span role="cell" className="value">
        <Link
          to={page.explain({ village: row.code, indicator: indicator.indicator })}
          title={t.whyOf(row.name ?? row.code)}
        >
          {valueText(indicator, value, page.language)}
        </Link>
      </span>
      <span role="cell" className="gap">
        {status === 'met' ? '' : gapText(indicator, value, page.language)}
      </span>
    </>
  );
}
