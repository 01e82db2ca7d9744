import {
  standingOf,
  STATUS_TEXT,
  type AreaDef,
  type Evaluation,
  type Programme,
  type Standing,
} from '@jiedui/programme';
import type { AsOf, VillageNumber } from '../book/book';
import { evaluator } from '../book/figures-at';
import { REGISTRY, type VillageFacts } from '../book/registry-view';
import type { Aggregator } from '../consumer/aggregator';
import type { VillagePosition } from '../consumer/freshness';
import { shownDistrict } from './districts';
import { decimal, shownEvaluation, shownRatio } from './shown';

/** One village whole: 一村一档. */
export function shownVillage(aggregator: Aggregator, village: VillageNumber, at: AsOf) {
  const { book, registry } = aggregator;
  const { programme } = book;
  const evaluations = evaluator(book, at)(village) as Evaluation[];
  const standing = standingOf(programme, evaluations);
  const marks = new Map(
    aggregator.positions(book.villages.code(village)).map((position) => [position.area, position]),
  );
  return {
    village: shownFacts(book.villages.code(village), registry.factsAt(village, at)),
    reached: standing.met,
    targets: standing.targets,
    targetsMet: standing.targetsMet,
    score: shownRatio(standing.score),
    scoreDecimal: decimal(standing.score),
    registry: shownPosition(marks.get(REGISTRY)),
    areas: programme.areas.map((area) =>
      shownArea(area, standing, evaluations, programme, marks.get(area.id)),
    ),
    indicators: programme.indicators.map(({ def, area, index }) => ({
      indicator: def.id,
      area,
      zh: def.zh,
      en: def.en,
      kind: def.kind,
      target: def.target,
      ...(def.unit !== undefined && { unit: def.unit }),
      ...shownEvaluation(evaluations[index]!),
      words: STATUS_TEXT[evaluations[index]!.status],
    })),
  };
}

/** `registered: false`: by then the registry had not named it. */
function shownFacts(code: string, facts: VillageFacts | undefined) {
  if (!facts) return { code, registered: false };
  const { districtCode, unit, team, merged, ...rest } = facts;
  return {
    ...rest,
    code,
    registered: true,
    district: shownDistrict(districtCode),
    supportingUnit: unit,
    residentTeam: team,
    merged,
  };
}

function shownArea(
  { id, zh, en, survey }: AreaDef,
  { lights }: Standing,
  evaluations: readonly Evaluation[],
  { indicators }: Programme,
  position: VillagePosition | undefined,
) {
  const light = lights.get(id) ?? 'info';
  return {
    area: id,
    zh,
    en,
    light,
    words: STATUS_TEXT[light],
    ...(survey && {
      provisional: indicators.some(({ area, index }) => area === id && evaluations[index]!.provisional),
    }),
    ...shownPosition(position),
  };
}

/** What of the village's history in an area is folded, and what is missing in it. */
const shownPosition = (position: VillagePosition | undefined) => ({
  villageseq: position?.villageseq ?? 0,
  incomplete: (position?.holes.length ?? 0) > 0,
  gap: position?.gap
    ? { missing: position.gap.missing, seen: position.gap.seen, since: position.gap.since }
    : null,
  holes: (position?.holes ?? []).map(({ villageseq, reason, since }) => ({ villageseq, reason, since })),
  conflicts: position?.conflicts.length ?? 0,
});
