import {
  addDays,
  code,
  count,
  day,
  defineArea,
  event,
  fen,
  flag,
  id,
  record,
  recordCorrected,
  year,
  type AreaDef,
  type Day,
  type EventsOf,
} from '@jiedui/programme';
import { identityNumber, personName, remark, type BureauDef } from './define-bureau';
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
  /** One keeper after another. */
  KeeperNamed: event(
    { zh: '指定管井人', en: 'Keeper named' },
    { own: ['well'], makes: ['keeperId'], fields: { keeperId: id() } },
  ),
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
  LicenceGranted: event(
    { zh: '发证', en: 'Licence granted' },
    { own: ['licence'], creates: 'licence', fields: { feeDueOn: day(), termEndsOn: day() } },
  ),
  LicenceRenewed: event(
    { zh: '续证', en: 'Licence renewed' },
    { own: ['licence'], fields: { termEndsOn: day() } },
  ),
  FeePaid: event({ zh: '缴费', en: 'Fee paid' }, { own: ['licence'] }),
  /** By a clerk who withdraws it, or by the service when its term is over. */
  LicenceLapsed: event(
    { zh: '取水证失效', en: 'Licence lapsed' },
    { own: ['licence'], issuedBy: 'both', fields: { reason: code('term-over', 'withdrawn') } },
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
    licence: record({ zh: '取水证', en: 'Licence' }, { valid: 'boolean', paid: 'boolean' }),
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
    KeeperNamed: (w) => w,
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
      data: ({ on, facts }) => ({
        lineFen: facts.lineOn(on) ?? 0,
        lineEffectiveOn: facts.lineDays('2000-01-01', on).at(-1) ?? on,
      }),
    },
    { type: 'InsuranceLapsed', days: newYears, apply: (m) => ({ ...m, insured: false }) },
  ],
};

interface Licence {
  readonly valid: boolean;
  readonly termEndsOn: Day;
  readonly feeDueOn?: Day;
}

/** Ends on a day of its own, of which its fee is owed until it is paid. */
export const licence: RecordKind<Licence, Events> = {
  classify: ({ valid, feeDueOn }) => ({ valid, paid: feeDueOn === undefined }),
  opens: {
    LicenceGranted: ({ feeDueOn, termEndsOn }, { on }) =>
      termEndsOn < on ? refuse('term-over-before-it-begins') : { valid: true, termEndsOn, feeDueOn },
  },
  moves: {
    LicenceRenewed: (l, { termEndsOn }, { on }) =>
      termEndsOn < on ? refuse('term-over-before-it-begins') : { ...l, valid: true, termEndsOn },
    FeePaid: ({ valid, termEndsOn }) => ({ valid, termEndsOn }),
    LicenceLapsed: (l) => (l.valid ? { ...l, valid: false } : refuse('licence-not-valid')),
  },
  overTime: [
    {
      zh: '取水证到期',
      en: 'The licence ends',
      type: 'LicenceLapsed',
      day: ({ valid, termEndsOn }) => (valid ? addDays(termEndsOn, 1) : undefined),
      apply: (l) => ({ ...l, valid: false }),
      data: ({ id }) => ({ licenceId: id, reason: 'term-over' }),
    },
  ],
  due: { fee: { zh: '应缴水费', en: 'The fee is due', day: ({ feeDueOn }) => feeDueOn } },
};

const keeper = { keeper: personName() };
const inspected = { findings: remark() };

export const wellsBureau: BureauDef = {
  area: wellsArea,
  kinds: { well, inspection, yield: annualYield, member, licence },
  persons: { keeper: {}, well: {}, member: { registeredOnceBy: 'identityNumber' } },
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
    NameKeeper: { zh: '指定管井人', en: 'Name the keeper', emits: 'KeeperNamed', personal: keeper },
    InspectWell: { zh: '检查', en: 'Inspect a well', emits: 'WellInspected', personal: inspected },
    ReportYield: {
      zh: '上报水量',
      en: 'Report a yield',
      emits: 'YieldReported',
      decides: ['plenty'],
      decide: ({ litres }: { litres: number }) =>
        litres > 900_000 ? refuse('too-good-to-be-true') : { plenty: litres >= 1_000 },
    },
    JoinMember: {
      zh: '入会',
      en: 'Join',
      emits: 'MemberJoined',
      personal: { name: personName(), identityNumber: identityNumber() },
    },
    ReassessMember: { zh: '复核', en: 'Reassess', emits: 'MemberReassessed' },
    InsureMember: { zh: '参保', en: 'Insure', emits: 'MemberInsured' },
    LeaveMember: { zh: '退会', en: 'Leave', emits: 'MemberLeft' },
    GrantLicence: { zh: '发证', en: 'Grant a licence', emits: 'LicenceGranted' },
    RenewLicence: { zh: '续证', en: 'Renew a licence', emits: 'LicenceRenewed' },
    PayFee: { zh: '缴费', en: 'Pay the fee', emits: 'FeePaid' },
    WithdrawLicence: { zh: '吊销', en: 'Withdraw a licence', emits: 'LicenceLapsed' },
  },
  rules: {
    'well-works-already': { zh: '井在用', en: 'The well works' },
    'well-does-not-work': { zh: '井不在用', en: 'The well does not work' },
    'too-good-to-be-true': { zh: '水量过大', en: 'Too good to be true' },
    'insured-already': { zh: '已参保', en: 'Insured already' },
    'term-over-before-it-begins': { zh: '止期早于起期', en: 'The term is over before it begins' },
    'licence-not-valid': { zh: '证已失效', en: 'The licence is not valid' },
  },
};
