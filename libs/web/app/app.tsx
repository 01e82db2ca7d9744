import { useQueryClient } from '@tanstack/react-query';
import { useCatalogue, useLive, useToday } from '@jiedui/web-api';
import { AttentionPage, ChangesPage, OverviewPage } from '@jiedui/web-overview';
import { PATHS, readExplained, usePage, useWords, villagePath } from '@jiedui/web-page';
import { Bones, Empty, Failed } from '@jiedui/web-ui';
import { lazy, Suspense } from 'react';
import { Link, Route, Routes } from 'react-router';
import { Broken } from './broken';
import { Layout } from './layout';
import { TokenGate } from './token-gate';
import { useArrival } from './use-arrival';
import { words } from './words';

const Villages = lazy(async () => ({ default: (await import('@jiedui/web-villages')).VillagesPage }));
const Village = lazy(async () => ({ default: (await import('@jiedui/web-village')).VillagePage }));
const HeatMap = lazy(async () => ({ default: (await import('@jiedui/web-heat-map')).HeatMapPage }));
const Report = lazy(async () => ({ default: (await import('@jiedui/web-report')).ReportPage }));
const Explain = lazy(async () => ({ default: (await import('@jiedui/web-explain')).ExplainSheet }));

/** The pages. The first one comes with the application, each other is loaded when it is first gone to. */
export function App() {
  const explained = readExplained(usePage().parameter('explain') ?? null);
  const today = useToday();
  const { error, refetch } = useCatalogue();
  useArrival();
  if (today.error?.reason === 'token') return <TokenGate />;
  if (error?.reason === 'bad-address')
    return (
      <Layout>
        <div className="panel">
          <Failed failure={error} again={() => void refetch()} />
        </div>
      </Layout>
    );
  return (
    <Layout>
      <Broken>
        <Live />
        <Suspense fallback={<Bones lines={12} />}>
          <Routes>
            <Route path={PATHS.overview} element={<OverviewPage />} />
            <Route path={PATHS.heatMap} element={<HeatMap />} />
            <Route path={PATHS.villages} element={<Villages />} />
            <Route path={villagePath(':code')} element={<Village />} />
            <Route path={PATHS.report} element={<Report />} />
            <Route path={PATHS.changes} element={<ChangesPage />} />
            <Route path={PATHS.attention} element={<AttentionPage />} />
            <Route path="*" element={<NoPage />} />
          </Routes>
        </Suspense>
        <Suspense>
          {explained && <Explain key={`${explained.village} ${explained.indicator}`} {...explained} />}
        </Suspense>
      </Broken>
    </Layout>
  );
}

function Live() {
  useLive(useQueryClient(), usePage().language);
  return null;
}

function NoPage() {
  const page = usePage();
  const t = useWords(words);
  return (
    <div className="panel">
      <Empty title={t.noPage}>
        <p className="next">
          <Link to={page.to(PATHS.overview)}>{t.toOverview}</Link>
        </p>
      </Empty>
    </div>
  );
}
