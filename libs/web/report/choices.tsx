import { useCatalogue, useFreshness, type ReportData } from '@jiedui/web-api';
import { format, usePage, useWords } from '@jiedui/web-page';
import { DownloadButton } from '@jiedui/web-ui';
import { Link } from 'react-router';
import { latestOf, toggledArea } from './selection';
import { words } from './words';

/** What the report holds, and what can be done with it. */
export function Choices({
  data,
  isFinal,
}: {
  readonly data: ReportData | undefined;
  readonly isFinal: boolean;
}) {
  const page = usePage();
  const t = useWords(words);
  const { language, district, asKnownAt } = page;
  const fresh = useFreshness();
  const all = useCatalogue().data?.areas ?? [];
  const text = page.parameter('areas');
  const chosen = text?.split(',') ?? all.map(({ area }) => area);
  return (
    <section className="panel choices" aria-label={t.choose}>
      <fieldset>
        <legend>{t.areas}</legend>
        {all.map(({ area, ...name }) => (
          <label key={area}>
            <input
              type="checkbox"
              checked={chosen.includes(area)}
              onChange={() =>
                page.set({
                  areas: toggledArea(
                    all.map((known) => known.area),
                    chosen,
                    area,
                  ),
                })
              }
            />
            {name[language]}
          </label>
        ))}
      </fieldset>
      <p className="state-line">
        {asKnownAt === undefined ? (
          <>
            {t.draft}{' '}
            <Link to={page.here({ asOf: data?.asOf, asKnownAt: latestOf(fresh) })} title={t.freezeHelp}>
              {t.freeze}
            </Link>
          </>
        ) : (
          data?.asKnownAt && (isFinal ? t.frozen : t.freezing)(format.moment(data.asKnownAt))
        )}
      </p>
      <p className="actions">
        <button type="button" className="button primary" title={t.printHelp} onClick={() => print()}>
          {t.print}
        </button>
        <DownloadButton path="/report/export.xlsx" parameters={{ district, areas: text }}>
          {t.reportXlsx}
        </DownloadButton>
        <DownloadButton path="/districts/export.xlsx">{t.districtsXlsx}</DownloadButton>
        <DownloadButton path="/indicators/export.xlsx" parameters={{ district }}>
          {t.indicatorsXlsx}
        </DownloadButton>
        <DownloadButton path="/villages/export.xlsx" parameters={{ district }}>
          {t.villagesXlsx}
        </DownloadButton>
      </p>
    </section>
  );
}
