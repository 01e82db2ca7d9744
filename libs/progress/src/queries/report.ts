import { hash } from 'node:crypto';
import type { Programme, Status } from '@jiedui/programme';
import type { VillageNumber } from '../book/book';
import type { Overview } from '../book/tally';
import type { Aggregator } from '../consumer/aggregator';
import { districtCodes, shownDistrict } from './districts';
import type { Moment } from './moments';
import { shownFrame } from './overview';
import { floored } from './shown';

/** Villages that a report lists one by one; beyond them it says how many there are. */
export const MOST_LISTED = 2_000;

export interface ReportSelection {
  readonly district?: string | undefined;
  /** Area ids; all of them when left out. */
  readonly areas?: readonly string[] | undefined;
}

/**
 * 通报: the data of a report and their fingerprint. The same point in the two times and the same selection give
 * the same bytes, once everything up to then is known: nothing else is in them.
 */
export function shownReport(aggregator: Aggregator, moment: Moment, selection: ReportSelection) {
  const data = reportData(aggregator, moment, selection);
  return { data, fingerprint: hash('sha256', JSON.stringify(data), 'hex') };
}

function reportData(aggregator: Aggregator, moment: Moment, { district, areas: chosen }: ReportSelection) {
  const { programme } = aggregator.book;
  const { figures, at } = moment;
  const areas = programme.areas.filter(({ id }) => !chosen || chosen.includes(id));
  const codes = district === undefined ? districtCodes(aggregator.registry.districts()) : [district];
  return {
    frame: shownFrame(programme.frame, at.day),
    asOf: at.day,
    asKnownAt: at.knownAt ?? null,
    district: district === undefined ? null : shownDistrict(district),
    areas: areas.map(({ id, zh, en }) => ({ area: id, zh, en })),
    places: codes.map((code) => ({
      district: shownDistrict(code),
      ...shownPlace(programme, areas, figures.overview(code)),
    })),
    whole: shownPlace(programme, areas, figures.overview(district)),
    villages: district === undefined ? null : shownVillages(aggregator, moment, district, areas),
  };
}

type Areas = readonly { readonly id: string }[];

const shownPlace = ({ indicators }: Programme, areas: Areas, overview: Overview) => ({
  villages: overview.villages,
  reached: overview.metAll,
  meanScore: overview.meanScore === null ? null : floored(overview.meanScore),
  targets: indicators
    .filter(({ def, area }) => def.target && areas.some(({ id }) => id === area))
    .map(({ def, area, index }) => ({
      indicator: def.id,
      area,
      zh: def.zh,
      en: def.en,
      counts: overview.indicators[index]!.counts,
    })),
});

interface ListedVillage {
  readonly code: string;
  readonly name: string | null;
  readonly townName: string | null;
  readonly targetsMet: number;
  readonly score: number;
  readonly lights: Readonly<Record<string, Status>>;
}

/** The villages of a district by town and code; null when there are too many to be read. */
function shownVillages(
  { book, registry }: Aggregator,
  { at, figures, directory }: Moment,
  district: string,
  areas: Areas,
): readonly ListedVillage[] | null {
  const inDistrict = [...directory.byCode].filter((village) => figures.district(village) === district);
  if (inDistrict.length > MOST_LISTED) return null;
  const places = areas.map(({ id }) => book.programme.areas.findIndex((area) => area.id === id));
  const shown = (village: VillageNumber): ListedVillage => {
    const facts = registry.factsAt(village, at);
    return {
      code: book.villages.code(village),
      name: facts?.name ?? null,
      townName: facts?.townName ?? null,
      targetsMet: figures.met(village),
      score: floored(figures.score(village)),
      lights: Object.fromEntries(areas.map(({ id }, n) => [id, figures.light(village, places[n]!)])),
    };
  };
  const townOf = ({ townName, code }: ListedVillage) => townName ?? code;
  return inDistrict.map(shown).sort((a, b) => (townOf(a) < townOf(b) ? -1 : townOf(a) > townOf(b) ? 1 : 0));
}
