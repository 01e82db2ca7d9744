import { useCatalogue, usePages, type ExplanationAnswer } from '@jiedui/web-api';
import { format, usePage, useWords, villagePath, type Explained } from '@jiedui/web-page';
import { Bones, Empty, Failed, Light, SideSheet, valueText } from '@jiedui/web-ui';
import { useEffect } from 'react';
import { Link } from 'react-router';
import { Events } from './events';
import { Totals } from './totals';
import { words } from './words';

const LIMIT = 200;

/** A number of a village taken apart: from its value over the sums to the events that made it. */
export function ExplainSheet({ village, indicator }: Explained) {
  const page = usePage();
  const t = useWords(words);
  const pages = usePages<ExplanationAnswer>(`/villages/${village}/indicators/${indicator}/events`, {
    limit: LIMIT,
  });
  const { first, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage } = pages;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  const events = pages.data?.pages.flatMap((answer) => answer.events) ?? [];
  return (
    <SideSheet
      title={t.title(first?.indicator[page.language] ?? indicator)}
      close={() => page.set({ explain: undefined })}
    >
      <div className="explain">
        {error && <Failed failure={error} again={() => void pages.refetch()} />}
        {isPending && !error && <Bones lines={14} />}
        {first && (
          <>
            <Result answer={first} village={village} />
            <Totals answer={first} />
            {first.total === 0 ? (
              <Empty title={t.none}>{t.noneNext}</Empty>
            ) : (
              <Events answer={first} events={events} />
            )}
          </>
        )}
      </div>
    </SideSheet>
  );
}

function Result({ answer, village }: { readonly answer: ExplanationAnswer; readonly village: string }) {
  const page = usePage();
  const t = useWords(words);
  const { language } = page;
  const known = useCatalogue().data?.indicators.find(
    ({ indicator }) => indicator === answer.indicator.indicator,
  );
  return (
    <section>
      <p className="result">
        <Light status={answer.status} provisional={answer.provisional} />
        {known && <strong>{valueText(known, answer.value, language)}</strong>}
        {answer.years && <span className="quiet">{answer.years.join('–')}</span>}
        <Link to={page.to(villagePath(village))}>{t.village}</Link>
      </p>
      <h3>{t.reasoning}</h3>
      <ol className="steps">
        {answer.formula.steps.map((step) => (
          <li key={step.zh}>{step[language]}</li>
        ))}
      </ol>
      <p className="quiet">{t.clause(answer.indicator.clause)}</p>
      {answer.references.length > 0 && (
        <>
          <h3>{t.references}</h3>
          <ul className="references">
            {answer.references.map(({ year, fen, time }) => (
              <li key={`${year} ${time}`}>
                {year}　{format.money(fen, language)}　
                <span className="quiet">{t.published(format.moment(time))}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
