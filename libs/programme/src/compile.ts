import type { AreaDef, IndicatorDef } from './area';
import {
  JIEDUI_2017,
  type Indicator,
  type Measure,
  type Programme,
  type ProgrammeFrame,
  type Slot,
} from './programme';

/** The names of the measures in an indicator's formula, in the order in which the formula reads. */
export function measuresOf(def: IndicatorDef): readonly string[] {
  switch (def.kind) {
    case 'coverage':
    case 'rising-share':
      return [def.numerator, def.denominator];
    case 'clearance':
      return [def.outstanding, def.cleared];
    case 'activity':
      return def.requires.map(({ measure }) => measure);
    default:
      return [def.measure];
  }
}

/**
 * Puts the contracts of all areas together: numbers the measures over all areas, in their order, and resolves
 * the names in the formulas. Throws when an area or an indicator comes twice, a formula names a measure that
 * its area does not have, or a survey area has no measure `surveyed`.
 */
export function compileProgramme(areas: readonly AreaDef[], frame: ProgrammeFrame = JIEDUI_2017): Programme {
  refuseRepeats('area', areas.map(({ id }) => id)); // prettier-ignore
  refuseRepeats('indicator', areas.flatMap(({ indicators }) => indicators.map(({ id }) => id))); // prettier-ignore
  const measures: Measure[] = [];
  const indicators: Indicator[] = [];
  for (const area of areas) {
    const slots = new Map<string, Slot>();
    for (const [name, def] of Object.entries(area.measures)) {
      slots.set(name, measures.length);
      measures.push({ slot: measures.length, area: area.id, name, def });
    }
    const slotOf = (name: string, owner: string): Slot => {
      const slot = slots.get(name);
      if (slot === undefined) throw new Error(`area ${area.id}: ${owner} needs the measure "${name}"`);
      return slot;
    };
    for (const def of area.indicators) {
      const asksForSurvey = area.survey && (def.kind === 'coverage' || def.kind === 'clearance');
      const names = measuresOf(def);
      indicators.push({
        index: indicators.length,
        area: area.id,
        def,
        slots: Object.fromEntries(names.map((name) => [name, slotOf(name, def.id)])),
        inputs: names.map((name) => slotOf(name, def.id)),
        ...(asksForSurvey && { surveyedSlot: slotOf('surveyed', def.id) }),
      });
    }
  }
  return { frame, areas, measures, indicators };
}

function refuseRepeats(what: string, ids: readonly string[]): void {
  const repeated = ids.filter((id, at) => ids.indexOf(id) !== at);
  if (repeated.length) throw new Error(`${what} declared twice: ${[...new Set(repeated)].join(', ')}`);
}
