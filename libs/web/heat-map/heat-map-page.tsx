import { usePage, useWords } from '@jiedui/web-page';
import { BEST_FIRST, Choice, Light, VillageFilter } from '@jiedui/web-ui';
import { Grid } from './grid';
import { words } from './words';

/** 作战图: villages by lines of work. */
export function HeatMapPage() {
  const page = usePage();
  const t = useWords(words);
  return (
    <section className="panel village-filter heat-map">
      <h1 className="unseen">{t.title}</h1>
      <VillageFilter key={page.parameter('text') ?? ''} />
      <div className="heat-help">
        <p className="quiet">{t.help}</p>
        <p className="legend">
          {BEST_FIRST.map((status) => (
            <Light key={status} status={status} />
          ))}
        </p>
        <Choice
          label={t.rows}
          parameter="rows"
          options={[
            { value: undefined, text: t.normal },
            { value: 'dense', text: t.dense },
          ]}
        />
      </div>
      <Grid />
    </section>
  );
}
