import { useOverview } from '@jiedui/web-api';
import { usePage, useWords } from '@jiedui/web-page';
import { Empty, Shown } from '@jiedui/web-ui';
import { Areas } from './areas';
import { AttentionPanel } from './attention-panel';
import { ChangesPanel } from './changes-panel';
import { Districts } from './districts';
import { Headline } from './headline';
import { Targets } from './targets';
import { words } from './words';

/** 总览: where the city, or a district, stands. */
export function OverviewPage() {
  const { language } = usePage();
  const t = useWords(words);
  const overview = useOverview();
  return (
    <div className="overview">
      <h1 className="unseen">{t.title(overview.data?.district?.[language] ?? t.city)}</h1>
      <Shown answered={overview} lines={20}>
        {(answer) => (
          <>
            {answer.villages === 0 && <Empty title={t.noVillages}>{t.noVillagesNext}</Empty>}
            <Headline overview={answer} />
            <div className="overview-main">
              <Targets overview={answer} />
              <Districts />
            </div>
            <Areas overview={answer} />
          </>
        )}
      </Shown>
      <div className="overview-foot">
        <ChangesPanel />
        <AttentionPanel />
      </div>
    </div>
  );
}
