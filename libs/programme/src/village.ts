import { add, addRatio, isOne, multiply, ratio, ZERO, type Ratio } from './exact';
import { WORST_FIRST, type Evaluation, type Indicator, type Programme, type Status } from './programme';

/** How a village stands as a whole (spec section 3, "Village"). */
export interface Standing {
  /** Per area id the worst status; null where an area has nothing but information. */
  readonly lights: ReadonlyMap<string, Status | null>;
  readonly targets: number;
  readonly targetsMet: number;
  /** 达标: every target is met. */
  readonly met: boolean;
  /** Mean progress over the targets, in lowest terms; no data counts 0. */
  readonly score: Ratio;
}

/** `evaluations` by `Indicator.index`, all of one village and day; so in all functions here. */
export function standingOf(programme: Programme, evaluations: readonly Evaluation[]): Standing {
  const { targets, targetsMet } = countTargets(programme, evaluations);
  return {
    lights: lightsOf(programme, evaluations),
    targets,
    targetsMet,
    met: targets > 0 && targetsMet === targets,
    score: scoreOf(programme, evaluations),
  };
}

/** Per area id its light. */
export const lightsOf = (
  { areas, indicators }: Programme,
  evaluations: readonly Evaluation[],
): ReadonlyMap<string, Status | null> =>
  new Map(
    areas.map(({ id }) => [
      id,
      lightOf(
        indicators.filter((indicator) => indicator.area === id),
        evaluations,
      ),
    ]),
  );

/** Of an area's indicators those that decide its light: its targets or, where it has none, the others. */
export function decidingOf(indicators: readonly Indicator[]): readonly Indicator[] {
  const targets = indicators.filter(({ def }) => def.target);
  return targets.length ? targets : indicators;
}

/** The light of one area, given its indicators: the worst among those that decide and are not info. */
export function lightOf(indicators: readonly Indicator[], evaluations: readonly Evaluation[]): Status | null {
  let worst = WORST_FIRST.length;
  for (const { index } of decidingOf(indicators)) {
    const rank = WORST_FIRST.indexOf(evaluations[index]!.status);
    if (rank >= 0) worst = Math.min(worst, rank);
  }
  return WORST_FIRST[worst] ?? null;
}

export function countTargets(
  programme: Programme,
  evaluations: readonly Evaluation[],
): { readonly targets: number; readonly targetsMet: number } {
  let targets = 0;
  let targetsMet = 0;
  for (const { def, index } of programme.indicators) {
    if (!def.target) continue;
    targets++;
    if (evaluations[index]!.status === 'met') targetsMet++;
  }
  return { targets, targetsMet };
}

export function scoreOf(programme: Programme, evaluations: readonly Evaluation[]): Ratio {
  let targets = 0;
  let whole = 0; // most targets stand at 0 or 1: only the rest needs fractions
  let rest = ZERO;
  for (const { def, index } of programme.indicators) {
    if (!def.target) continue;
    targets++;
    const { progress } = evaluations[index]!;
    if (progress === null || progress.num === 0) continue;
    if (isOne(progress)) whole++;
    else rest = addRatio(rest, progress);
  }
  return targets === 0 ? ZERO : ratio(add(multiply(whole, rest.den), rest.num), multiply(rest.den, targets));
}
