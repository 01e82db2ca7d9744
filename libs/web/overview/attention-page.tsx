import { useAttention } from '@jiedui/web-api';
import { usePage, useWords } from '@jiedui/web-page';
import { Empty, Panel, Shown } from '@jiedui/web-ui';
import { NeedsTable } from './needs-table';
import { offsetOf, Pager } from './pager';
import { words } from './words';

const LIMIT = 50;

/** All villages that need someone this week. */
export function AttentionPage() {
  const page = usePage();
  const t = useWords(words);
  const offset = offsetOf(page.parameter('offset'));
  const attention = useAttention({ limit: LIMIT, offset });
  return (
    <Panel title={t.attention} note={t.attentionNote}>
      <Shown answered={attention} lines={20}>
        {(answer) =>
          answer.total === 0 ? (
            <Empty title={t.noAttention}>{t.noAttentionNext}</Empty>
          ) : (
            <>
              <NeedsTable answer={answer} />
              <Pager offset={offset} limit={LIMIT} total={answer.total} />
            </>
          )
        }
      </Shown>
    </Panel>
  );
}
