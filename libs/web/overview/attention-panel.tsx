import { useAttention, type AttentionAnswer } from '@jiedui/web-api';
import { PATHS, usePage, useWords } from '@jiedui/web-page';
import { Empty, Panel, Shown } from '@jiedui/web-ui';
import { Link } from 'react-router';
import { NeedsTable } from './needs-table';
import { words } from './words';

const MOST = 8;

/** The villages that need someone, the worst of them. */
export function AttentionPanel() {
  const t = useWords(words);
  const attention = useAttention({ limit: MOST });
  return (
    <Panel title={t.attention} note={t.attentionNote} className="attention">
      <Shown answered={attention} lines={MOST + 2}>
        {(answer) => <Worst answer={answer} />}
      </Shown>
    </Panel>
  );
}

function Worst({ answer }: { readonly answer: AttentionAnswer }) {
  const page = usePage();
  const t = useWords(words);
  if (answer.total === 0) return <Empty title={t.noAttention}>{t.noAttentionNext}</Empty>;
  return (
    <>
      <NeedsTable answer={answer} />
      <p className="more">
        <Link to={page.to(PATHS.attention)}>{t.allAttention(answer.total)}</Link>
      </p>
    </>
  );
}
