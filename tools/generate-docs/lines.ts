import type { BureauDef } from '@jiedui/bureau';
import { measuresOf, type AreaDef, type IndicatorDef } from '@jiedui/programme';
import { registryBureau } from '@jiedui/registry-service';
import { effectsOf } from './effects';

/** An event that changes a measure, and who brings it about: a command, or null for the service itself. */
export interface Cause {
  readonly area: string;
  readonly event: string;
  readonly zh: string;
  readonly command: { readonly name: string; readonly zh: string } | null;
}

/** One number that an indicator stands on, and what can change it. */
export interface Line {
  readonly indicator: IndicatorDef;
  /** A measure of the area, or a reference value of the city. */
  readonly measure: string;
  readonly causes: readonly Cause[];
}

/** The events of the registry that publish the city's reference values. */
const REFERENCES: Readonly<Record<string, string>> = { cityPerCapitaIncomeFen: 'CityIncomePublished' };

/** The lines of every indicator of the area, in its order; without causes while the area has no bureau. */
export function linesOf(area: AreaDef, bureau: BureauDef | undefined): readonly Line[] {
  const effects = bureau && effectsOf(bureau);
  return area.indicators.flatMap((indicator): Line[] => [
    ...[...measuresOf(indicator), ...surveyOf(area, indicator)].map((measure) => ({
      indicator,
      measure,
      causes: bureau ? effects!.get(measure)!.flatMap((event) => causesOf(bureau, event)) : [],
    })),
    ...referencesOf(indicator).map((measure) => ({
      indicator,
      measure,
      causes: causesOf(registryBureau, REFERENCES[measure]!),
    })),
  ]);
}

/** Percentages of a survey area are met only once the survey is complete. */
const surveyOf = ({ survey }: AreaDef, { kind }: IndicatorDef): readonly string[] =>
  survey && (kind === 'coverage' || kind === 'clearance') ? ['surveyed'] : [];

const referencesOf = (indicator: IndicatorDef): readonly string[] =>
  indicator.kind === 'benchmark' ? [indicator.reference] : [];

/** Empty where no command emits the event and the service does not issue it itself. */
function causesOf({ area, commands, kinds }: BureauDef, event: string): readonly Cause[] {
  const emitting = Object.entries(commands).filter(([, { emits }]) => emits === event);
  const isIssued = Object.values(kinds).some((kind) => kind.overTime?.some(({ type }) => type === event));
  return [...emitting.map(([name, { zh }]) => ({ name, zh })), ...(isIssued ? [null] : [])].map(
    (command) => ({
      area: area.id,
      event,
      zh: area.events[event]!.zh,
      command,
    }),
  );
}

/** The events of the area that change none of its indicators by themselves: steps on the way to one that does. */
export function stepsOnTheWay({ events }: AreaDef, lines: readonly Line[]): readonly string[] {
  const changing = new Set(lines.flatMap(({ causes }) => causes.map(({ event }) => event)));
  return changing.size
    ? Object.keys(events).filter((name) => name !== 'RecordCorrected' && !changing.has(name))
    : [];
}

/** What the programme asks for, as its facts say. */
export interface Clause {
  readonly area: string;
  readonly indicator: string;
  readonly clause: string;
}

/** What is left unserved: clauses without a line, lines that no command leads to. Empty when all are served. */
export function unserved(clauses: readonly Clause[], lines: ReadonlyMap<string, readonly Line[]>): string[] {
  const missing = clauses.filter(
    ({ area, indicator, clause }) =>
      !lines.get(area)?.some((line) => line.indicator.id === indicator && line.indicator.clause === clause),
  );
  return [
    ...missing.map(({ indicator, clause }) => `${indicator}: no line for “${clause}”`),
    ...[...lines.values()]
      .flat()
      .filter(({ causes }) => !causes.some(({ command }) => command))
      .map(({ indicator, measure }) => `${indicator.id}: no command changes ${measure}`),
  ];
}
