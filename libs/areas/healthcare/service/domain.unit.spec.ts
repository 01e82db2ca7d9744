import { corrected, lifeOf, misfitsOf, passTo, stateOf, whateverIsTried, withdrawn } from '@jiedui/testing';
import { healthcareBureau } from './bureau';
import { aid, clinic, family, type Family } from './domain';

describe('a clinic', () => {
  const { given, on } = lifeOf('clinic', clinic);
  const opened = on('2018-01-10', 'ClinicOpened');
  const staffed = (doctors: number, day = '2018-02-01') => on(day, 'ClinicStaffed', { doctors });
  const inspected = (upToStandard: boolean, day = '2018-03-01') =>
    on(day, 'ClinicInspected', { upToStandard });
  const closed = on('2018-06-01', 'ClinicClosed', { reason: 'merged' });

  it('is opened without doctors, staffed, and inspected', () => {
    given().when(opened).thenBecomes({ open: true, doctors: 0, upToStandard: false });
    given(opened).when(staffed(2)).thenBecomes({ doctors: 2 });
    given(opened, staffed(2)).when(inspected(true)).thenBecomes({ upToStandard: true });
    given(opened, staffed(2), inspected(true)).when(inspected(false)).thenBecomes({ upToStandard: false });
  });

  it('is up to standard only with a doctor', () => {
    given(opened).when(inspected(true)).thenRefused('up-to-standard-needs-a-doctor');
    given(opened, staffed(2), staffed(0, '2018-02-15'))
      .when(inspected(true))
      .thenRefused('up-to-standard-needs-a-doctor');
  });

  it('loses its standard with its last doctor, and has to be inspected again', () => {
    const upToStandard = [opened, staffed(2), inspected(true)];
    given(...upToStandard)
      .when(staffed(1, '2018-04-01'))
      .thenBecomes({ doctors: 1 });
    given(...upToStandard)
      .when(staffed(0, '2018-04-01'))
      .thenBecomes({ doctors: 0, upToStandard: false });
    given(...upToStandard, staffed(0, '2018-04-01'))
      .when(staffed(3, '2018-05-01'))
      .thenBecomes({ doctors: 3 });
  });

  it('is closed once, and nothing is reported of it then', () => {
    given(opened, staffed(2), inspected(true)).when(closed).thenBecomes({ open: false });
    for (const late of [
      on('2018-07-01', 'ClinicClosed', { reason: 'no-doctor' }),
      staffed(1, '2018-07-01'),
      inspected(false, '2018-07-01'),
    ])
      given(opened, closed).when(late).thenRefused('clinic-closed');
    given(opened, closed)
      .when(staffed(1))
      .thenChanges(
        ['2018-06-01', { open: false }, { open: true }],
        ['2018-02-01', { doctors: 0 }, { doctors: 1 }],
        ['2018-06-01', { open: true }, { open: false, doctors: 1 }],
      );
  });

  it('is not left up to standard by a late report that takes its doctors away', () => {
    given(opened, staffed(2), inspected(true)).when(staffed(0, '2018-02-15')).thenStandsAgainst(3);
    given(opened, staffed(2), inspected(true)).when(withdrawn(2)).thenStandsAgainst(3);
  });
});

const { given, on } = lifeOf('family', family);
const registered = (lowIncome = true) => on('2017-09-01', 'FamilyRegistered', { lowIncome });
const lowIncome = (value: boolean, day: string) => on(day, 'LowIncomeStatusChanged', { lowIncome: value });
const contracted = (day: string, doctorTeamId = 'team-1') =>
  on(day, 'FamilyDoctorContracted', { doctorTeamId });
const contractEnded = (day: string, doctorTeamId = 'team-1') =>
  on(day, 'FamilyDoctorContractEnded', { doctorTeamId, reason: 'term-over' });
const insured = (day: string, year: number) => on(day, 'MajorIllnessInsured', { year });
const insuredAgainstAccidents = (day: string, year: number) => on(day, 'AccidentInsured', { year });
const paid = (day: string) => on(day, 'MedicalAidPaid', { kind: 'outpatient', amountFen: 50_000 });

describe('a family', () => {
  it('is registered, changes its low-income status, and is removed', () => {
    given().when(registered(false)).thenBecomes({
      lowIncome: false,
      contracted: false,
      majorIllnessInsured: false,
      accidentInsured: false,
    });
    given(registered(false)).when(lowIncome(true, '2018-01-05')).thenBecomes({ lowIncome: true });
    given(registered()).when(lowIncome(true, '2018-01-05')).thenRefused('low-income-status-is-so-already');
    given(registered())
      .when(on('2018-01-05', 'FamilyRemoved', { reason: 'moved' }))
      .thenBecomes(null);
  });

  it('has a contract with one team at a time', () => {
    given(registered()).when(contracted('2017-10-01')).thenBecomes({ contracted: true });
    for (const team of ['team-1', 'team-2'])
      given(registered(), contracted('2017-10-01'))
        .when(contracted('2018-10-01', team))
        .thenRefused('contracted-already');
  });

  it('ends the contract that it has, with the team of it', () => {
    given(registered(), contracted('2017-10-01'))
      .when(contractEnded('2018-10-01'))
      .thenBecomes({ contracted: false });
    given(registered(), contracted('2017-10-01'))
      .when(contractEnded('2018-10-01', 'team-2'))
      .thenRefused('contract-is-with-another-team');
    given(registered()).when(contractEnded('2018-10-01')).thenRefused('no-contract-to-end');
    given(registered(), contracted('2017-10-01'), contractEnded('2018-10-01'))
      .when(corrected(2, contracted('2017-10-01', 'team-2')))
      .thenStandsAgainst(3);
    given(registered(), contracted('2017-10-01'), contractEnded('2018-10-01'))
      .when(contracted('2018-10-01', 'team-2'))
      .thenBecomes({ contracted: true });
  });

  it('is paid aid only while it is of low income', () => {
    given(registered()).when(paid('2018-02-01')).thenBecomes({});
    given(registered(false)).when(paid('2018-02-01')).thenRefused('aid-only-to-low-income-families');
    given(registered(), paid('2018-02-01')).when(lowIncome(false, '2018-01-05')).thenStandsAgainst(2);
    given(registered(), paid('2018-02-01'))
      .when(corrected(1, registered(false)))
      .thenStandsAgainst(2);
  });
});

describe('an aid', () => {
  it('is a record of its own, with kind and amount', () => {
    lifeOf('aid', aid)
      .given()
      .when({ on: '2018-02-01', type: 'MedicalAidPaid', data: { kind: 'major-illness', amountFen: 900_000 } })
      .thenBecomes({ kind: 'major-illness', amountFen: 900_000 });
  });
});

describe('an insurance', () => {
  it('is taken out for the year or, ahead, for the next; it counts from that day', () => {
    given(registered()).when(insured('2017-11-20', 2018)).thenBecomes({ majorIllnessInsured: true });
    given(registered())
      .when(insuredAgainstAccidents('2018-05-02', 2018))
      .thenState({ majorIllness: [], accident: [2018] });
    for (const year of [2016, 2019])
      given(registered()).when(insured('2017-11-20', year)).thenRefused('insure-only-this-year-or-next');
  });

  it('is taken out once for a year', () => {
    given(registered(), insured('2017-11-20', 2018))
      .when(insured('2018-03-01', 2018))
      .thenRefused('insured-for-that-year-already');
  });

  it('lapses on 1 January when it is not renewed, once', () => {
    const insuredFor2018 = [registered(), insured('2017-11-20', 2018)];
    given(...insuredFor2018)
      .when(passTo('2018-12-31'))
      .thenIssues();
    given(...insuredFor2018)
      .when(passTo('2019-03-01'))
      .thenIssues(['MajorIllnessInsuranceLapsed', '2019-01-01', { year: 2018 }]);
    given(...insuredFor2018, passTo('2019-01-01'))
      .when(passTo('2021-01-01'))
      .thenIssues();
  });

  it('for the next year, taken out ahead, is not lost on the 1 January before it', () => {
    const ahead = [registered(), insured('2017-11-05', 2017), insured('2017-12-10', 2018)];
    given(...ahead)
      .when(passTo('2019-01-01'))
      .thenIssues(['MajorIllnessInsuranceLapsed', '2019-01-01', { year: 2018 }]);
    given(registered(), insured('2017-12-10', 2018))
      .when(insured('2017-12-20', 2017))
      .thenState({ majorIllness: [2017, 2018] });
  });

  it('that lapses together with the other is told in an event of its own', () => {
    given(registered(), insured('2018-01-05', 2018), insuredAgainstAccidents('2018-01-05', 2018))
      .when(passTo('2019-01-01'))
      .thenIssues(
        ['MajorIllnessInsuranceLapsed', '2019-01-01', { year: 2018 }],
        ['AccidentInsuranceLapsed', '2019-01-01', { year: 2018 }],
      );
  });
});

describe('a late report or correction of an insurance', () => {
  it('reported in February for December, then the lapse is reversed', () => {
    given(registered(), insured('2017-11-20', 2018), passTo('2019-02-11'))
      .when(insured('2018-12-28', 2019))
      .thenChanges(['2019-01-01', { majorIllnessInsured: false }, { majorIllnessInsured: true }]);
    given(registered(), insured('2017-11-20', 2018), insured('2018-12-28', 2019), passTo('2019-02-11'))
      .when(withdrawn(3))
      .thenChanges(['2019-01-01', { majorIllnessInsured: true }, { majorIllnessInsured: false }]);
  });

  it('of a year that is over has begun and lapsed in the same event', () => {
    given(registered(), passTo('2019-05-01'))
      .when(insured('2018-03-01', 2018))
      .thenChanges(
        ['2018-03-01', { majorIllnessInsured: false }, { majorIllnessInsured: true }],
        ['2019-01-01', { majorIllnessInsured: true }, { majorIllnessInsured: false }],
      );
    given(registered(), passTo('2019-05-01'))
      .when(insured('2019-05-01', 2018))
      .thenRefused('insure-only-this-year-or-next');
  });

  it('of the year lets it lapse a year later or earlier', () => {
    given(registered(), insured('2017-12-10', 2017), passTo('2018-03-01'))
      .when(corrected(2, insured('2017-12-10', 2018)))
      .thenChanges(['2018-01-01', { majorIllnessInsured: false }, { majorIllnessInsured: true }]);
    given(registered(), insured('2017-12-10', 2018), passTo('2018-03-01'))
      .when(corrected(2, insured('2017-12-10', 2017)))
      .thenChanges(['2018-01-01', { majorIllnessInsured: true }, { majorIllnessInsured: false }]);
  });
});

describe('the health commission', () => {
  it('fits its contract', () => {
    expect(misfitsOf(healthcareBureau)).toEqual([]);
  });

  it('never shows a clinic up to standard without a doctor', () => {
    whateverIsTried(healthcareBureau, 'clinic', {
      rarely: ['ClinicClosed'],
      holds: (life) => {
        for (const { after } of life.timeline.published)
          if (after?.['upToStandard']) expect(after['doctors']).toBeGreaterThan(0);
      },
    });
  });

  it('never shows a family insured behind the last year that it is insured for, nor pays aid without low income', () => {
    whateverIsTried(healthcareBureau, 'family', {
      rarely: ['FamilyRemoved'],
      holds: (life) => {
        const state = stateOf(life) as Family | null;
        const year = Number(life.context.today.slice(0, 4));
        for (const years of [state?.majorIllness ?? [], state?.accident ?? []])
          if (years.length) expect(years.at(-1)).toBeGreaterThanOrEqual(year);
        life.timeline.facts.forEach(({ type }, i, facts) => {
          if (type === 'MedicalAidPaid')
            expect(facts.slice(0, i).findLast(({ data }) => 'lowIncome' in data)!.data['lowIncome']).toBe(
              true,
            );
        });
      },
    });
  });

  it('pays aids that hold whatever becomes of them', () => {
    whateverIsTried(healthcareBureau, 'aid');
  });
});
