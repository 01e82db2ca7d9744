import { readdirSync, readFileSync } from 'node:fs';
import { compileProgramme, contributions, type DomainEvent } from '@jiedui/programme';
import { bureaus } from '@jiedui/services';
import { effectsOf } from './effects';
import { unserved } from './lines';
import { clauses, lines } from './pages';

describe('given the programme and the services', () => {
  it('then every clause has its lines, and to each of them a command leads', () => {
    expect(clauses).toHaveLength(45);
    expect(unserved(clauses, lines)).toEqual([]);
  });

  it('when a clause has no line, or not to the letter, then it is named', () => {
    const [first] = clauses;
    const { area, indicator, clause } = first!;
    const others = lines.get(area)!.filter((line) => line.indicator.id !== indicator);
    expect(unserved(clauses, new Map(lines).set(area, others))).toContain(
      `${indicator}: no line for “${clause}”`,
    );
    expect(unserved([{ ...first!, clause: '另一条' }], lines)).toContain(
      `${indicator}: no line for “另一条”`,
    );
  });

  it('when nothing or only the service itself changes a measure, then it is named', () => {
    const without = (command: null | undefined) =>
      [...lines.get('housing')!].map((line) => ({
        ...line,
        causes: command === undefined ? [] : line.causes.map((by) => ({ ...by, command })),
      }));
    for (const command of [null, undefined])
      expect(unserved(clauses, new Map([...lines, ['housing', without(command)]]))).toContain(
        'HO1: no command changes gradeCCleared',
      );
  });
});

describe.each(bureaus.map((bureau) => [bureau.area.id, bureau] as const))(
  'given the events that can change the measures of %s',
  (id, bureau) => {
    const effects = effectsOf(bureau);

    it('then each sample is among them that changes one', () => {
      const programme = compileProgramme([bureau.area]);
      const { deltasOf } = contributions(programme, id);
      const folder = `libs/areas/${id}/contract/samples`;
      for (const file of readdirSync(folder).filter((name) => !name.startsWith('RecordCorrected'))) {
        const { type, data }: DomainEvent = JSON.parse(readFileSync(`${folder}/${file}`, 'utf8'));
        for (const { slot } of data.changes.flatMap(deltasOf))
          expect(effects.get(programme.measures[slot]!.name)).toContain(type.replace(`${id}.`, ''));
      }
    });

    it('then each of them touches the kind of record that is summed', () => {
      for (const [measure, events] of effects)
        for (const event of events)
          expect(bureau.area.events[event]!.touches).toContain(bureau.area.measures[measure]!.record);
    });
  },
);
