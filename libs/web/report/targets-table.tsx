import type { ReportData } from '@jiedui/web-api';
import { format, usePage, useWords } from '@jiedui/web-page';
import { Fragment } from 'react';
import { behind, byArea, inPlace, sumOf, type Target } from './selection';
import { words } from './words';

/** The targets by area with subtotals, place by place, and the whole. */
export function TargetsTable({ data }: { readonly data: ReportData }) {
  const { language } = usePage();
  const t = useWords(words);
  const { places, whole, areas } = data;
  const many = places.length > 1;
  return (
    <table>
      <caption>{t.table1}</caption>
      <thead>
        <tr>
          <th rowSpan={2}>{t.area}</th>
          <th rowSpan={2}>{t.target}</th>
          {many && <th colSpan={places.length}>{t.metIn}</th>}
          <th colSpan={3}>{t.whole}</th>
        </tr>
        <tr>
          {many && places.map(({ district }) => <th key={district.code}>{district[language]}</th>)}
          <th>{t.metIn}</th>
          <th>{t.behind}</th>
          <th>{t.share}</th>
        </tr>
      </thead>
      <tbody>
        <tr className="sum">
          <th colSpan={2}>{t.villagesRow}</th>
          {many &&
            places.map(({ district, villages }) => <td key={district.code}>{format.count(villages)}</td>)}
          <td>{format.count(whole.villages)}</td>
          <td />
          <td />
        </tr>
        {byArea(whole.targets).map((targets) => (
          <Fragment key={targets[0]!.area}>
            {targets.map((target, at) => (
              <tr key={target.indicator}>
                {at === 0 && (
                  <th rowSpan={targets.length + 1} scope="rowgroup">
                    {areas.find(({ area }) => area === target.area)?.[language]}
                  </th>
                )}
                <th scope="row">{target[language]}</th>
                <Cells data={data} targets={[target]} />
              </tr>
            ))}
            <tr className="subtotal">
              <th scope="row">{t.subtotal}</th>
              <Cells data={data} targets={targets} />
            </tr>
          </Fragment>
        ))}
        <tr className="sum">
          <th colSpan={2}>{t.whole}</th>
          <Cells data={data} targets={whole.targets} />
        </tr>
        <tr className="sum">
          <th colSpan={2}>{t.reachedRow}</th>
          {many &&
            places.map(({ district, reached }) => <td key={district.code}>{format.count(reached)}</td>)}
          <td>{format.count(whole.reached)}</td>
          <td />
          <td>{format.percent(whole.villages ? whole.reached / whole.villages : null, language)}</td>
        </tr>
      </tbody>
    </table>
  );
}

/** Some targets together, place by place and in the whole. */
function Cells({
  data: { places, whole },
  targets,
}: {
  readonly data: ReportData;
  readonly targets: readonly Target[];
}) {
  const { language } = usePage();
  const counts = sumOf(targets);
  const all = whole.villages * targets.length;
  return (
    <>
      {places.length > 1 &&
        places.map((place) => (
          <td key={place.district.code}>{format.count(sumOf(inPlace(place, targets)).met)}</td>
        ))}
      <td>{format.count(counts.met)}</td>
      <td>{format.count(behind(counts))}</td>
      <td>{format.percent(all ? counts.met / all : null, language)}</td>
    </>
  );
}
