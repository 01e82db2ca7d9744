import { STATUSES, STATUS_TEXT } from '@jiedui/programme';
import type { ReportData, ReportVillage } from '@jiedui/web-api';
import { format, usePage, useWords } from '@jiedui/web-page';
import { shortName } from '@jiedui/web-ui';
import { Fragment } from 'react';
import { byTown } from './selection';
import { words } from './words';

/** The villages of a district town by town, with subtotals; lights as letters, for they are printed in grey. */
export function VillagesTable({
  data: { areas },
  villages,
}: {
  readonly data: ReportData;
  readonly villages: readonly ReportVillage[];
}) {
  const { language } = usePage();
  const t = useWords(words);
  const met = (of: readonly ReportVillage[], area: string) =>
    of.filter(({ lights }) => lights[area] === 'met').length;
  return (
    <table className="of-villages">
      <caption>{t.table2}</caption>
      <thead>
        <tr>
          <th rowSpan={2}>{t.village}</th>
          <th colSpan={areas.length}>{t.area}</th>
          <th rowSpan={2}>{t.met}</th>
          <th rowSpan={2}>{t.progress}</th>
        </tr>
        <tr>
          {areas.map(({ area, ...name }) => (
            <th key={area}>{shortName(name[language])}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {byTown(villages).map((town) => (
          <Fragment key={town[0]!.code}>
            <tr className="town">
              <th colSpan={areas.length + 3} scope="rowgroup">
                {town[0]!.townName ?? t.noTown}
              </th>
            </tr>
            {town.map((village) => (
              <tr key={village.code}>
                <th scope="row">{village.name ?? village.code}</th>
                {areas.map(({ area }) => {
                  const status = village.lights[area] ?? 'info';
                  return (
                    <td key={area} className={status} title={STATUS_TEXT[status][language]}>
                      {t[`short-${status}`]}
                    </td>
                  );
                })}
                <td>{village.targetsMet}</td>
                <td>{format.percent(village.score, language)}</td>
              </tr>
            ))}
            <tr className="subtotal">
              <th scope="row">{t.townSum(town.length)}</th>
              {areas.map(({ area }) => (
                <td key={area}>{met(town, area)}</td>
              ))}
              <td />
              <td />
            </tr>
          </Fragment>
        ))}
        <tr className="sum">
          <th>{t.sum(villages.length)}</th>
          {areas.map(({ area }) => (
            <td key={area}>{met(villages, area)}</td>
          ))}
          <td />
          <td />
        </tr>
      </tbody>
      <tfoot>
        <tr>
          <td colSpan={areas.length + 3}>
            {t.legend(
              STATUSES.filter((status) => status !== 'info')
                .map((status) => `${t[`short-${status}`]} ${STATUS_TEXT[status][language]}`)
                .join(language === 'zh' ? '，' : ', '),
            )}
          </td>
        </tr>
      </tfoot>
    </table>
  );
}
