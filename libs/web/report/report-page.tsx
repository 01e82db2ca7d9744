import { useReport, type ReportAnswer } from '@jiedui/web-api';
import { format, usePage, useWords } from '@jiedui/web-page';
import { Shown } from '@jiedui/web-ui';
import { Choices } from './choices';
import { TargetsTable } from './targets-table';
import { VillagesTable } from './villages-table';
import { words } from './words';

/** 通报: to print, and to save as workbooks. */
export function ReportPage() {
  const page = usePage();
  const report = useReport(page.parameter('areas'));
  return (
    <div className="report-page">
      <Choices data={report.data?.data} isFinal={report.data?.final === true} />
      <Shown answered={report} lines={24}>
        {(answer) => <Report answer={answer} />}
      </Shown>
    </div>
  );
}

function Report({ answer: { data, fingerprint } }: { readonly answer: ReportAnswer }) {
  const { language } = usePage();
  const t = useWords(words);
  const { whole, frame, district, asOf, asKnownAt, villages } = data;
  return (
    <article className="report panel" tabIndex={0} aria-labelledby="report-title">
      <header>
        <h1 id="report-title">{t.heading(district?.[language] ?? t.city)}</h1>
        <p>
          {t.asOf(asOf)} · {asKnownAt === null ? t.knownNow : t.knownBy(format.moment(asKnownAt))}
        </p>
      </header>
      <p className="summary">
        {t.summary(
          whole.villages,
          whole.reached,
          format.percent(whole.meanScore, language),
          format.percent(frame.expectedDecimal, language),
          frame.daysLeft,
        )}
      </p>
      <TargetsTable data={data} />
      {district && (villages ? <VillagesTable data={data} villages={villages} /> : <p>{t.tooMany}</p>)}
      <footer>
        <p>
          {t.fingerprint} <code>{fingerprint}</code>
        </p>
        <p className="quiet">{t.fingerprintHelp}</p>
      </footer>
    </article>
  );
}
