import { refuse, unless, type At, type OverTime, type RecordKind, type Refusal } from '@jiedui/bureau';
import type { Events } from '@jiedui/healthcare-contract';
import type { Text } from '@jiedui/programme';

/** A village clinic (spec section 4, healthcare). A closed one keeps what it was. */
export interface Clinic {
  readonly open: boolean;
  readonly doctors: number;
  readonly upToStandard: boolean;
}

const whileOpen = (clinic: Clinic, next: () => Clinic | Refusal) =>
  clinic.open ? next() : refuse('clinic-closed');

export const clinic: RecordKind<Clinic, Events> = {
  classify: ({ open, doctors, upToStandard }) => ({ open, doctors, upToStandard }),
  opens: {
    ClinicOpened: () => ({ open: true, doctors: 0, upToStandard: false }),
  },
  moves: {
    ClinicStaffed: (clinic, { doctors }) =>
      whileOpen(clinic, () => ({ ...clinic, doctors, upToStandard: clinic.upToStandard && doctors > 0 })),
    ClinicInspected: (clinic, { upToStandard }) =>
      whileOpen(
        clinic,
        () =>
          unless({ 'up-to-standard-needs-a-doctor': !upToStandard || clinic.doctors > 0 }) ?? {
            ...clinic,
            upToStandard,
          },
      ),
    ClinicClosed: (clinic) => whileOpen(clinic, () => ({ ...clinic, open: false })),
  },
};

type Insurance = 'majorIllness' | 'accident';

/** A family of the village. */
export interface Family {
  readonly lowIncome: boolean;
  /** The family-doctor team that it has a contract with. */
  readonly team: string | null;
  /** The years that it is insured for, in order; empty once the last of them is over. */
  readonly majorIllness: readonly number[];
  readonly accident: readonly number[];
}

const yearOf = ({ on }: Pick<At, 'on'>): number => Number(on.slice(0, 4));

/** Taken out in its year or, ahead of it, in the year before; it counts from the day on which it is taken out. */
const insure =
  (insurance: Insurance) =>
  (family: Family, { year }: { readonly year: number }, at: At): Family | Refusal =>
    unless({
      'insure-only-this-year-or-next': year === yearOf(at) || year === yearOf(at) + 1,
      'insured-for-that-year-already': !family[insurance].includes(year),
    }) ?? { ...family, [insurance]: [...family[insurance], year].sort() };

const lapse = (type: keyof Events, insurance: Insurance, text: Text): OverTime<Family> => ({
  ...text,
  type,
  day: ({ [insurance]: years }) => (years.length ? `${years.at(-1)! + 1}-01-01` : undefined),
  apply: (family) => ({ ...family, [insurance]: [] }),
  data: (at) => ({ year: yearOf(at) - 1 }),
});

export const family: RecordKind<Family, Events> = {
  classify: ({ lowIncome, team, majorIllness, accident }) => ({
    lowIncome,
    contracted: team !== null,
    majorIllnessInsured: majorIllness.length > 0,
    accidentInsured: accident.length > 0,
  }),
  opens: {
    FamilyRegistered: ({ lowIncome }) => ({ lowIncome, team: null, majorIllness: [], accident: [] }),
  },
  moves: {
    LowIncomeStatusChanged: (family, { lowIncome }) =>
      unless({ 'low-income-status-is-so-already': lowIncome !== family.lowIncome }) ?? {
        ...family,
        lowIncome,
      },
    // Another team only once the contract has ended: its end names the team.
    FamilyDoctorContracted: (family, { doctorTeamId }) =>
      unless({ 'contracted-already': family.team === null }) ?? { ...family, team: doctorTeamId },
    FamilyDoctorContractEnded: (family, { doctorTeamId }) =>
      family.team === null
        ? refuse('no-contract-to-end')
        : (unless({ 'contract-is-with-another-team': doctorTeamId === family.team }) ?? {
            ...family,
            team: null,
          }),
    MajorIllnessInsured: insure('majorIllness'),
    AccidentInsured: insure('accident'),
    MedicalAidPaid: (family) => unless({ 'aid-only-to-low-income-families': family.lowIncome }) ?? family,
    FamilyRemoved: () => null,
  },
  overTime: [
    lapse('MajorIllnessInsuranceLapsed', 'majorIllness', {
      zh: '大病保险到期，须在此前续保',
      en: 'The major-illness insurance ends: renew it before',
    }),
    lapse('AccidentInsuranceLapsed', 'accident', {
      zh: '医疗、意外伤害保险到期，须在此前续保',
      en: 'The accident insurance ends: renew it before',
    }),
  ],
};

export const aid: RecordKind<Pick<Events['MedicalAidPaid'], 'kind' | 'amountFen'>, Events> = {
  classify: ({ kind, amountFen }) => ({ kind, amountFen }),
  opens: {
    MedicalAidPaid: ({ kind, amountFen }) => ({ kind, amountFen }),
  },
};
