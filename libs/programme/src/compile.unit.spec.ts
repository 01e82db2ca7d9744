import { areas } from '../cases/areas';
import type { AreaDef } from './area';
import { compileProgramme } from './compile';

const [partyBuilding, employment] = areas as readonly [AreaDef, AreaDef];

describe('given the areas of the programme', () => {
  const { measures, indicators } = compileProgramme(areas);

  it('then slots and indices are positions', () => {
    expect(measures.map(({ slot }) => slot)).toEqual(measures.map((_, at) => at));
    expect(indicators.map(({ index }) => index)).toEqual(indicators.map((_, at) => at));
  });

  it('then a formula reads the measures of its own area', () => {
    for (const { area, slots, inputs } of indicators) {
      for (const [name, slot] of Object.entries(slots)) expect(measures[slot]).toMatchObject({ area, name });
      expect(inputs).toEqual(Object.values(slots));
    }
  });

  it('then coverage and clearance of survey areas ask for the survey, the other kinds do not', () => {
    const asking = indicators.filter(({ surveyedSlot }) => surveyedSlot !== undefined);
    expect(new Set(asking.map(({ def }) => def.kind))).toEqual(new Set(['coverage', 'clearance']));
    for (const { area, surveyedSlot } of asking)
      expect(measures[surveyedSlot!]).toMatchObject({ area, name: 'surveyed' });
  });
});

describe('given contracts that do not fit together', () => {
  it('then an area that comes twice is refused', () =>
    expect(() => compileProgramme([partyBuilding, partyBuilding])).toThrow(
      'area declared twice: party-building',
    ));

  it('then an indicator that comes twice is refused', () => {
    const second = { ...employment, indicators: [...employment.indicators, partyBuilding.indicators[0]!] };
    expect(() => compileProgramme([partyBuilding, second])).toThrow('indicator declared twice: PB1');
  });

  it('then a formula without its measure is refused', () =>
    expect(() => compileProgramme([{ ...partyBuilding, measures: {} }])).toThrow('PB1 needs the measure'));

  it('then a survey area without the measure surveyed is refused', () => {
    const { surveyed: _, ...measures } = employment.measures;
    expect(() => compileProgramme([{ ...employment, measures }])).toThrow('EM1 needs the measure "surveyed"');
  });
});
