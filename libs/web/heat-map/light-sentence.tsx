import { STATUS_TEXT } from '@jiedui/programme';
import {
  useCatalogue,
  useLight,
  useVillage,
  type CatalogueIndicator,
  type LightAnswer,
} from '@jiedui/web-api';
import { usePage, useWords, villagePath } from '@jiedui/web-page';
import { Light, Shown } from '@jiedui/web-ui';
import { Link } from 'react-router';
import { reasonText, responsibleText } from './sentence';
import { words } from './words';

/** One light explained in one sentence, and who is responsible. */
export function LightSentence({ code, area }: { readonly code: string; readonly area: string }) {
  const page = usePage();
  const t = useWords(words);
  const light = useLight(code, area);
  const { data: catalogue } = useCatalogue();
  const { data: village } = useVillage(code);
  const name = catalogue?.areas.find((known) => known.area === area)?.[page.language] ?? area;
  return (
    <div className="light-sentence panel" role="status">
      <Shown answered={light} lines={2}>
        {(answer) => (
          <Sentence
            answer={answer}
            village={village?.village.name ?? code}
            area={name}
            indicators={catalogue?.indicators ?? []}
          />
        )}
      </Shown>
      <p className="links">
        {light.data?.deciding[0] && (
          <Link to={page.explain({ village: code, indicator: light.data.deciding[0].indicator })}>
            {t.why}
          </Link>
        )}
        <Link to={page.to(villagePath(code))}>{t.open}</Link>
        <Link to={page.here({ cell: undefined })} replace preventScrollReset>
          {t.close}
        </Link>
      </p>
    </div>
  );
}

function Sentence({
  answer,
  village,
  area,
  indicators,
}: {
  readonly answer: LightAnswer;
  readonly village: string;
  readonly area: string;
  readonly indicators: readonly CatalogueIndicator[];
}) {
  const { language } = usePage();
  const t = useWords(words);
  return (
    <>
      <p className="reason">
        <Light status={answer.light} bare /> {t.sentence(village, area, STATUS_TEXT[answer.light][language])}
        {reasonText(answer, indicators, language)}
      </p>
      <p className="quiet">{t.responsible(responsibleText(answer, language))}</p>
    </>
  );
}
