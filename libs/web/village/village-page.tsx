import { useVillage } from '@jiedui/web-api';
import { useWords } from '@jiedui/web-page';
import { Empty, Shown } from '@jiedui/web-ui';
import { useParams } from 'react-router';
import { Facts } from './facts';
import { Indicators } from './indicators';
import { Timeline } from './timeline';
import { words } from './words';

/** 一村一档: one village whole. */
export function VillagePage() {
  const { code = '' } = useParams();
  const t = useWords(words);
  const village = useVillage(code);
  return (
    <div className="village-page">
      <Shown answered={village} lines={18}>
        {(answer) =>
          answer.village.registered ? (
            <>
              <Facts answer={answer} />
              <Indicators code={code} answer={answer} />
              <Timeline code={code} />
            </>
          ) : (
            <div className="panel">
              <Empty title={t.unregistered}>{t.unregisteredNext}</Empty>
            </div>
          )
        }
      </Shown>
    </div>
  );
}
