import type { VillageAnswer, VillageFacts } from '@jiedui/web-api';
import { format, PATHS, usePage, useWords, villagePath, type Said } from '@jiedui/web-page';
import { Light } from '@jiedui/web-ui';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { words } from './words';

/** What the registry says of the village, and how it stands in all. */
export function Facts({ answer }: { readonly answer: VillageAnswer }) {
  const page = usePage();
  const t = useWords(words);
  const { language } = page;
  const { village, targets, targetsMet, scoreDecimal, frame, areas } = answer;
  const { district, merged } = village;
  return (
    <section className="panel facts">
      <div className="facts-head">
        <h1>{village.name ?? village.code}</h1>
        <p className="quiet">
          {district && (
            <Link to={page.to(PATHS.villages, { district: district.code })}>{district[language]}</Link>
          )}{' '}
          {village.townName} · {t.code} {village.code}
        </p>
      </div>
      {merged && (
        <p className="merged">
          <Link to={page.to(villagePath(merged.into))}>{t.merged(merged.into, merged.on)}</Link>
        </p>
      )}
      <div className="facts-body">
        <dl className="standing">
          <Fact name={t.targetsMet} strong>
            {targetsMet} / {targets}
          </Fact>
          <Fact name={t.score} strong note={t.expected(format.percent(frame.expectedDecimal, language))}>
            {format.percent(scoreDecimal, language)}
          </Fact>
          <Fact name={t.deadline} strong>
            {frame.daysLeft < 0 ? t.past : t.days(frame.daysLeft)}
          </Fact>
        </dl>
        <dl>
          <Fact name={t.unit}>{unitText(village, t)}</Fact>
          <Fact name={t.team}>{teamText(village, t)}</Fact>
        </dl>
        <dl>
          <Fact name={t.households}>{numberText(village.households, t)}</Fact>
          <Fact name={t.population}>{numberText(village.population, t)}</Fact>
        </dl>
      </div>
      <ul className="lights" aria-label={t.areas}>
        {areas.map(({ area, light, provisional, ...name }) => (
          <li key={area}>
            <a href={`#area-${area}`}>{name[language]}</a>
            <Light status={light} {...(provisional !== undefined && { provisional })} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Fact({
  name,
  strong = false,
  note,
  children,
}: {
  readonly name: string;
  readonly strong?: boolean;
  readonly note?: string;
  readonly children: ReactNode;
}) {
  return (
    <div className={strong ? 'strong' : ''}>
      <dt>{name}</dt>
      <dd>{children}</dd>
      {note !== undefined && <dd className="note">{note}</dd>}
    </div>
  );
}

function unitText({ supportingUnit }: VillageFacts, t: Said<typeof words>): string {
  if (!supportingUnit) return t.noUnit;
  const { name, level } = supportingUnit;
  return level === 'city' || level === 'district' ? name + t[`level-${level}`] : name;
}

/** Who is in it is the registry's alone: here only how many. */
const teamText = ({ residentTeam }: VillageFacts, t: Said<typeof words>): string =>
  !residentTeam ? t.noTeam : residentTeam.members === null ? t.unknown : t.teamOf(residentTeam.members);

const numberText = (n: number | null | undefined, t: Said<typeof words>): string =>
  n === null || n === undefined ? t.unknown : format.count(n);
