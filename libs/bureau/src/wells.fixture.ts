import {
  code,
  count,
  day,
  defineArea,
  event,
  fen,
  flag,
  record,
  recordCorrected,
  year,
  type AreaDef,
  type Day,
  type EventsOf,
} from '@jiedui/programme';
import { personName, remark, type BureauDef } from './define-bureau';
import { refuse, type At, type RecordKind } from './domain/kind';

/** A bureau that exists in specs only: wells, their inspections and yields, and the members who draw from them. */
const events = {
  WellDug: event(
    { zh: '掘井', en: 'Well dug' },
    { own: ['well'], creates: 'well', fields: { depth: code('shallow', 'deep') } },
  ),
  WellOpened: event({ zh: '启用', en: 'Well opened' }, { own: ['well'] }),
  WellDried: event({ zh: '干涸', en: 'Well dried' }, { own: ['well'] }),
  WellNoted: event({ zh: '记事', en: 'Well noted' }, { own: ['well'] }),
  WellFilled: event({ zh: '填埋', en: 'Well filled' }, { own: ['well'] }),
  /** Touches two records: only a working well is inspected. */
  WellInspected: event(
    { zh: '检查', en: 'Well inspected' },
    { own: ['inspection', 'well'], creates: 'inspection', fields: { passed: flag() } },
  ),
  YieldReported: event(
    { zh: '上报水量', en: 'Yield reported' },
    { touches: ['yield'], fields: { year: year(), litres: count(), plenty: flag() } },
  ),
  MemberJoined: event(
    { zh: '入会', en: 'Member joined' },
    { own: ['member'], creates: 'member', fields: { incomeFen: fen() } },
  ),
  MemberReassessed: event(
    { zh: '复核', en: 'Member reassessed' },
    { own: ['member'], fields: { incomeFen: fen() } },
  ),
  MemberInsured: event({ zh: '参保', en: 'Member insured' }, { own: ['member'] }),
  MemberLeft: event({ zh: '退会', en: 'Member left' }, { own: ['member'] }),
  LineReassessed: event(
    { zh: '低保线复核', en: 'Reassessed under a new line' },
    { touches: ['member'], issuedBy: 'service', fields: { lineFen: fen(), lineEffectiveOn: day() } },
  ),
  InsuranceLapsed: event(
    { zh: '脱保', en: 'Insurance lapsed' },
    { touches: ['member'], issuedBy: 'service' },
  ),
  RecordCorrected: recordCorrected,
};
type Events = EventsOf<typeof events>;

export const wellsArea: AreaDef = defineArea({
  id: 'wells',
  prefix: 'WE',
  zh: '水井',
  en: 'Wells',
  bureau: { zh: '水井局', en: 'Bureau of wells' },
  survey: false,
  records: {
    well: record({ zh: '井', en: 'Well' }, { depth: ['shallow', 'deep'], state: ['dug', 'working', 'dry'] }),
    inspection: record({ zh: '检查', en: 'Inspection' }, { passed: 'boolean' }),
    yield: record(
      { zh: '水量', en: 'Yield' },
      { year: 'integer', litres: 'integer', plenty: 'boolean' },
      'year',
    ),
    member: record({ zh: '会员', en: 'Member' }, { belowLine: 'boolean', insured: 'boolean' }),
  },
  events,
  measures: { workingWells: { record: 'well', where: { state: ['working'] } } },
  indicators: [],
});

interface Well {
  readonly depth: string;
  readonly state: 'dug' | 'working' | 'dry';
}

export const well: RecordKind<Well, Events> = {
  classify: ({ depth, state }) => ({ depth, state }),
  opens: { WellDug: ({ depth }) => ({ depth, state: 'dug' }) },
  moves: {
    WellOpened: (w) => (w.state === 'working' ? refuse('well-works-already') : { ...w, state: 'working' }),
    WellDried: (w) => (w.state === 'working' ? { ...w, state: 'dry' } : refuse('well-does-not-work')),
    WellNoted: (w) => w,
    WellFilled: (w) => (w.state === 'working' ? refuse('well-works-already') : null),
    WellInspected: (w) => (w.state === 'working' ? w : refuse('well-does-not-work')),
  },
};

const inspection: RecordKind<{ readonly passed: boolean }, Events> = {
  classify: ({ passed }) => ({ passed }),
  opens: { WellInspected: ({ passed }) => ({ passed }) },
};

const annualYield: RecordKind<Events['YieldReported'], Events> = {
  classify: ({ year, litres, plenty }) => ({ year, litres, plenty }),
  opens: { YieldReported: (event) => event },
};

interface Member {
  readonly incomeFen: number;
  readonly belowLine: boolean;
  readonly insured: boolean;
}

const belowLine = (incomeFen: number, { on, facts }: At) => incomeFen < (facts.lineOn(on) ?? 0);

export const newYears = (from: Day, to: Day): Day[] =>
  Array.from(
    { length: Number(to.slice(0, 4)) - Number(from.slice(0, 4)) },
    (_, i) => `${Number(from.slice(0, 4)) + i + 1}-01-01`,
  );

/** Asks for the line, loses the insurance on each 1 January. */
export const member: RecordKind<Member, Events> = {
  classify: ({ belowLine, insured }) => ({ belowLine, insured }),
  opens: {
    MemberJoined: ({ incomeFen }, at) => ({ incomeFen, belowLine: belowLine(incomeFen, at), insured: false }),
  },
  moves: {
    MemberReassessed: (m, { incomeFen }, at) => ({ ...m, incomeFen, belowLine: belowLine(incomeFen, at) }),
    MemberInsured: (m) => (m.insured ? refuse('insured-already') : { ...m, insured: true }),
    MemberLeft: () => null,
  },
  overTime: [
    {
      type: 'LineReassessed',
      days: (from, to, facts) => facts.lineDays(from, to),
      apply: (m, at) => ({ ...m, belowLine: belowLine(m.incomeFen, at) }),
      data: (on, facts) => ({
        lineFen: facts.lineOn(on) ?? 0,
        lineEffectiveOn: facts.lineDays('2000-01-01', on).at(-1) ?? on,
      }),
    },
    { type: 'InsuranceLapsed', days: newYears, apply: (m) => ({ ...m, insured: false }) },
  ],
};

export const wellsBureau: BureauDef = {
  area: wellsArea,
  kinds: { well, inspection, yield: annualYield, member },
  commands: {
    DigWell: {
      zh: '掘井',
      en: 'Dig a well',
      emits: 'WellDug',
      personal: { owner: personName(), remark: remark() },
    },
    OpenWell: { zh: '启用', en: 'Open a well', emits: 'WellOpened', personal: { remark: remark() } },
    DryWell: { zh: '干涸', en: 'Report a dry well', emits: 'WellDried' },
    NoteWell: { zh: '记事', en: 'Note something', emits: 'WellNoted', personal: { remark: remark() } },
    FillWell: { zh: '填埋', en: 'Fill a well', emits: 'WellFilled' },
    InspectWell: { zh: '检查', en: 'Inspect a well', emits: 'WellInspected' },
    ReportYield: {
      zh: '上报水量',
      en: 'Report a yield',
      emits: 'YieldReported',
      decides: ['plenty'],
      decide: ({ litres }: { litres: number }) =>
        litres > 900_000 ? refuse('too-good-to-be-true') : { plenty: litres >= 1_000 },
    },
    JoinMember: { zh: '入会', en: 'Join', emits: 'MemberJoined', personal: { name: personName() } },
    ReassessMember: { zh: '复核', en: 'Reassess', emits: 'MemberReassessed' },
    InsureMember: { zh: '参保', en: 'Insure', emits: 'MemberInsured' },
    LeaveMember: { zh: '退会', en: 'Leave', emits: 'MemberLeft' },
  },
  rules: {
    'well-works-already': { zh: '井在用', en: 'The well works' },
    'well-does-not-work': { zh: '井不在用', en: 'The well does not work' },
    'too-good-to-be-true': { zh: '水量过大', en: 'Too good to be true' },
    'insured-already': { zh: '已参保', en: 'Insured already' },
  },
};
