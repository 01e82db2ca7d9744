import { defineArea, record, event, code } from '@jiedui/programme';
import {
  refuse,
  surveyCommands,
  surveyKind,
  SURVEY_RULES,
  type BureauDef,
  type RecordKind,
} from '@jiedui/bureau';
import { corrected, facts, lifeOf, misfitsOf, passTo, whateverIsTried, type Life } from '.';

type Door = { readonly state: 'open' | 'shut' };
type DoorEvents = {
  readonly DoorBuilt: { readonly doorId: string };
  readonly DoorMoved: { readonly to: Door['state'] };
};

const door: RecordKind<Door, DoorEvents> = {
  classify: ({ state }) => ({ state }),
  opens: { DoorBuilt: () => ({ state: 'shut' }) },
  moves: { DoorMoved: ({ state }, { to }) => (state === to ? refuse('moved-already') : { state: to }) },
};

const doors: BureauDef = {
  area: defineArea({
    id: 'doors',
    prefix: 'DO',
    zh: '门',
    en: 'Doors',
    bureau: { zh: '门局', en: 'Bureau of doors' },
    survey: false,
    records: { door: record({ zh: '门', en: 'Door' }, { state: ['open', 'shut'] }) },
    events: {
      DoorBuilt: event({ zh: '建门', en: 'Door built' }, { own: ['door'], creates: 'door' }),
      DoorMoved: event(
        { zh: '开关门', en: 'Door moved' },
        { own: ['door'], fields: { to: code('open', 'shut') } },
      ),
    },
    measures: {},
    indicators: [],
  }),
  kinds: { door },
  rules: { 'moved-already': { zh: '已如此', en: 'It stands so already' } },
  commands: {
    BuildDoor: { zh: '建门', en: 'Build a door', emits: 'DoorBuilt' },
    MoveDoor: { zh: '开关门', en: 'Move a door', emits: 'DoorMoved' },
  },
};

describe('given, when, then', () => {
  const { given, on } = lifeOf('door', door);
  const built = on('2018-01-01', 'DoorBuilt');
  const moved = (day: string, to: Door['state']) => on(day, 'DoorMoved', { to });

  it('tells what a report changes', () => {
    given().when(built).thenBecomes({ state: 'shut' });
    given(built).when(moved('2018-01-02', 'open')).thenState({ state: 'open' });
    given(built, corrected(1, on('2018-01-03', 'DoorBuilt')), passTo('2018-02-01'))
      .when(moved('2018-01-02', 'open'))
      .thenRefused('record-unknown');
  });

  it('fails on a wrong day, a wrong state, a wrong rule, and on an answer of the other sort', () => {
    const opened = given(built).when(moved('2018-01-02', 'open'));
    expect(() => opened.thenBecomes({ state: 'shut' })).toThrow();
    expect(() => opened.thenBecomes(null)).toThrow();
    expect(() => opened.thenChanges()).toThrow();
    expect(() => opened.thenChanges(['2018-01-03', { state: 'shut' }, { state: 'open' }])).toThrow();
    expect(() => opened.thenState({ state: 'shut' })).toThrow();
    expect(() => opened.thenRefused('moved-already')).toThrow('accepted');
    const shut = given(built).when(moved('2018-01-02', 'shut'));
    expect(() => shut.thenRefused('another')).toThrow();
    expect(() => shut.thenRefused()).toThrow();
    expect(() => shut.thenBecomes({})).toThrow('refused by moved-already');
    expect(() => given(built, built)).toThrow('record-exists');
  });
});

describe('whatever is tried', () => {
  const found = (bureau: BureauDef, holds?: (life: Life) => void) => {
    try {
      whateverIsTried(bureau, 'door', holds && { holds });
    } catch (error) {
      return String((error as Error).cause);
    }
    return 'nothing';
  };

  it('holds for a sound kind', () => {
    whateverIsTried(doors, 'door');
  });

  it('finds a classification that the contract does not allow, a rule without a text, and a broken promise', () => {
    const ajar = { ...door, classify: () => ({ state: 'ajar' }) };
    expect(found({ ...doors, kinds: { door: ajar } })).toContain('does not fit');
    expect(found({ ...doors, rules: {} })).toContain('moved-already');
    const neverOpen = ({ timeline }: Life) =>
      expect(timeline.published.map(({ after }) => after)).not.toContainEqual({ state: 'open' });
    expect(found(doors, neverOpen)).toContain('open');
  });

  it('finds a day of its own that comes and does nothing', () => {
    const stuck = {
      type: 'DoorShut',
      zh: '',
      en: '',
      day: () => '2017-12-01',
      apply: (state: Door) => state,
    };
    expect(found({ ...doors, kinds: { door: { ...door, overTime: [stuck] } } })).toContain('did nothing');
  });
});

describe('misfits of a bureau', () => {
  it('are none when commands, kinds and contract fit', () => {
    expect(misfitsOf(doors)).toEqual([]);
  });

  it('are named', () => {
    const { BuildDoor, MoveDoor } = doors.commands;
    const misfits = misfitsOf({
      ...doors,
      kinds: {
        door: {
          ...door,
          moves: {},
          overTime: [{ type: 'DoorMoved', zh: '', en: '', day: () => '2018-01-01', apply: (state) => state }],
        },
        survey: surveyKind,
      },
      rules: { ...SURVEY_RULES, blank: { zh: '', en: '' } },
      commands: {
        ...surveyCommands,
        BuildDoor: { ...BuildDoor!, decides: ['key'] },
        BuildAnotherDoor: BuildDoor!,
        MoveDoor: { ...MoveDoor!, personal: { to: { zh: '', en: '', maxLength: 1, optional: true } } },
      },
    });
    expect(misfits).toEqual([
      'command CompleteSurvey: no event "SurveyCompleted"',
      'command BuildDoor: event DoorBuilt has no "key"',
      'command MoveDoor: "to" is a field of DoorMoved',
      'event DoorBuilt: emitted by 2 commands',
      'event DoorMoved: issued over time in the contract or in a kind, not in both',
      'event DoorMoved: touches "door" in the contract or in its kind, not in both',
      'record survey: in the contract or in kinds',
      'survey: in the contract or in kinds',
      'rule blank: no text',
      'due DoorMoved: no text',
    ]);
  });
});

describe('facts', () => {
  it('give the line in force on a day, and the days on which another took effect', () => {
    const { lineOn, lineDays } = facts({ lines: { '2019-01-01': 12, '2018-01-01': 10 } });
    expect(['2017-12-31', '2018-01-01', '2018-12-31', '2019-01-01'].map(lineOn)).toEqual([
      undefined,
      10,
      10,
      12,
    ]);
    expect(lineDays('2018-01-01', '2019-01-01')).toEqual(['2019-01-01']);
    expect(facts().lineOn('2019-01-01')).toBeUndefined();
  });
});
