import { corrected, lifeOf, misfitsOf, whateverIsTried, withdrawn } from '@jiedui/testing';
import { infrastructureBureau } from './bureau';
import { facility, productionProject } from './domain';

describe('a facility', () => {
  const item = 'road-hardening';
  const { given, on } = lifeOf('facility', facility, { id: item });
  const planned = on('2018-02-01', 'FacilityPlanned', { item });
  const started = on('2018-03-01', 'FacilityStarted', { item });
  const completed = on('2018-06-01', 'FacilityCompleted', { item });
  const accepted = (day: string) => on(day, 'FacilityAccepted', { item });
  const existing = (day: string) => on(day, 'FacilityAccepted', { item, existing: true });
  const revoked = (day: string) => on(day, 'FacilityRevoked', { item, reason: 'damaged' });
  const built = [planned, started, completed, accepted('2018-07-01')];

  it('is planned, built, completed and accepted', () => {
    given().when(planned).thenBecomes({ item, state: 'planned' });
    given(planned).when(started).thenBecomes({ state: 'under-construction' });
    given(planned, started).when(completed).thenBecomes({ state: 'completed' });
    given(planned, started, completed).when(accepted('2018-07-01')).thenBecomes({ state: 'accepted' });
    given(planned, started, completed)
      .when(on('2018-07-01', 'FacilityAccepted', { item, existing: false }))
      .thenBecomes({ state: 'accepted' });
  });

  it('refuses each step that is not the next', () => {
    given().when(started).thenRefused('record-unknown');
    given(planned, started).when(started).thenRefused('start-only-a-planned-facility');
    given(planned).when(completed).thenRefused('complete-only-a-started-facility');
    given(...built)
      .when(on('2018-08-01', 'FacilityCompleted', { item }))
      .thenRefused('complete-only-a-started-facility');
    given(planned, started).when(accepted('2018-05-01')).thenRefused('accept-only-a-completed-facility');
    given(...built)
      .when(accepted('2018-08-01'))
      .thenRefused('accept-only-a-completed-facility');
  });

  it('is there once per village', () => {
    given(planned).when(planned).thenRefused('facility-once-per-village');
    given(...built)
      .when(on('2019-01-01', 'FacilityPlanned', { item }))
      .thenRefused('facility-once-per-village');
    given(existing('2018-01-10')).when(planned).thenRefused('facility-once-per-village');
  });

  it('that already stands is accepted straight away, only when it is said to', () => {
    given().when(existing('2018-01-10')).thenBecomes({ item, state: 'accepted' });
    given().when(accepted('2018-01-10')).thenRefused('accept-only-a-completed-facility');
    given()
      .when(on('2018-01-10', 'FacilityAccepted', { item, existing: false }))
      .thenRefused('accept-only-a-completed-facility');
  });

  it('that is on record is not accepted as existing', () => {
    given(planned, started, completed)
      .when(existing('2018-07-01'))
      .thenRefused('existing-only-without-a-record');
    given(planned).when(existing('2018-02-10')).thenRefused('existing-only-without-a-record');
    given(existing('2018-01-10')).when(existing('2018-02-10')).thenRefused('existing-only-without-a-record');
  });

  it('whose acceptance is revoked is completed again, and may be accepted anew', () => {
    given(...built)
      .when(revoked('2019-03-01'))
      .thenBecomes({ state: 'completed' });
    given(existing('2018-01-10')).when(revoked('2019-03-01')).thenBecomes({ state: 'completed' });
    given(existing('2018-01-10'), revoked('2019-03-01'))
      .when(accepted('2019-05-01'))
      .thenBecomes({ state: 'accepted' });
  });

  it('is revoked only while it is accepted', () => {
    given(planned, started, completed)
      .when(revoked('2018-06-20'))
      .thenRefused('revoke-only-an-accepted-facility');
    given(...built, revoked('2019-03-01'))
      .when(revoked('2019-03-02'))
      .thenRefused('revoke-only-an-accepted-facility');
    given().when(revoked('2019-03-01')).thenRefused('record-unknown');
  });

  it('reported late holds with the later history, or is refused naming it', () => {
    given(...built)
      .when(revoked('2018-07-20'))
      .thenBecomes({ state: 'completed' });
    given(...built, revoked('2019-03-01'))
      .when(accepted('2018-06-10'))
      .thenStandsAgainst(4);
    given(existing('2018-03-10')).when(planned).thenStandsAgainst(1);
    given(planned).when(existing('2018-01-10')).thenStandsAgainst(1);
  });

  it('corrected restates what followed, or is refused naming what would lose its ground', () => {
    given(planned, started)
      .when(corrected(1, on('2018-02-20', 'FacilityPlanned', { item })))
      .thenChanges(['2018-02-01', { state: 'planned' }, null], ['2018-02-20', null, { state: 'planned' }]);
    given(planned, started)
      .when(corrected(1, on('2018-03-02', 'FacilityPlanned', { item })))
      .thenStandsAgainst(2);
    given(existing('2018-01-10'), revoked('2019-03-01'))
      .when(corrected(1, accepted('2018-01-10')))
      .thenRefused('accept-only-a-completed-facility');
    given(planned)
      .when(withdrawn(1))
      .thenChanges(['2018-02-01', { state: 'planned' }, null]);
    given(planned, withdrawn(1))
      .when(existing('2018-01-10'))
      .thenChanges(['2018-01-10', null, { item, state: 'accepted' }]);
  });
});

describe('a production project', () => {
  const { given, on } = lifeOf('production-project', productionProject);
  const planned = on('2018-03-01', 'ProductionProjectPlanned', { kind: 'irrigation' });
  const started = on('2018-04-01', 'ProductionProjectStarted');
  const completed = on('2018-09-01', 'ProductionProjectCompleted');
  const invested = (day: string, amountFen: number) => on(day, 'ProductionInvestmentMade', { amountFen });

  it('is planned, built and completed', () => {
    given().when(planned).thenBecomes({ kind: 'irrigation', state: 'planned', investedFen: 0 });
    given(planned).when(started).thenBecomes({ state: 'under-construction' });
    given(planned, started).when(completed).thenBecomes({ state: 'completed' });
  });

  it('refuses each step that is not the next', () => {
    given().when(started).thenRefused('record-unknown');
    given(planned, started).when(started).thenRefused('start-only-a-planned-project');
    given(planned).when(completed).thenRefused('complete-only-a-started-project');
    given(planned, started, completed).when(completed).thenRefused('complete-only-a-started-project');
  });

  it('takes investments at any time until it is completed', () => {
    given(planned).when(invested('2018-03-10', 100)).thenBecomes({ investedFen: 100 });
    given(planned, started, invested('2018-05-01', 100))
      .when(invested('2018-06-01', 200))
      .thenBecomes({ investedFen: 300 });
    given(planned, started, completed)
      .when(invested('2018-09-02', 100))
      .thenRefused('invest-only-until-completed');
  });

  it('takes a late investment of a day before its completion', () => {
    given(planned, started, completed)
      .when(invested('2018-08-01', 100))
      .thenChanges(
        ['2018-09-01', { state: 'completed', investedFen: 0 }, { investedFen: 0 }],
        ['2018-08-01', { investedFen: 0 }, { investedFen: 100 }],
        ['2018-09-01', { investedFen: 100 }, { state: 'completed', investedFen: 100 }],
      );
    given(planned, started, invested('2018-08-01', 100))
      .when(on('2018-07-01', 'ProductionProjectCompleted'))
      .thenStandsAgainst(3);
  });

  it('corrected restates what followed', () => {
    given(planned, invested('2018-03-10', 1_000), invested('2018-03-20', 10))
      .when(corrected(2, invested('2018-03-10', 100)))
      .thenChanges(
        ['2018-03-20', { investedFen: 1_010 }, { investedFen: 1_000 }],
        ['2018-03-10', { investedFen: 1_000 }, { investedFen: 0 }],
        ['2018-03-10', { investedFen: 0 }, { investedFen: 100 }],
        ['2018-03-20', { investedFen: 100 }, { investedFen: 110 }],
      );
    given(planned, started, completed).when(withdrawn(2)).thenStandsAgainst(3);
  });
});

describe('the infrastructure bureau', () => {
  it('fits its contract', () => {
    expect(misfitsOf(infrastructureBureau)).toEqual([]);
  });

  it('never shows a facility accepted that was neither completed nor there before', () => {
    whateverIsTried(infrastructureBureau, 'facility', {
      holds: ({ timeline }) => {
        for (const { before, after } of timeline.published)
          expect(STEPS[String(before?.['state'])]).toContain(after?.['state']);
      },
    });
  });

  it('never changes a completed project, nor lets its investment fall', () => {
    whateverIsTried(infrastructureBureau, 'production-project', {
      holds: ({ timeline }) => {
        for (const { before, after } of timeline.published) {
          if (!before) continue;
          expect(before['state']).not.toBe('completed');
          expect(after!['investedFen']).toBeGreaterThanOrEqual(before['investedFen'] as number);
        }
      },
    });
  });
});

/** State of a facility ("undefined": not on record) -> the states that may follow. */
const STEPS: Readonly<Record<string, readonly string[]>> = {
  undefined: ['planned', 'accepted'],
  planned: ['under-construction'],
  'under-construction': ['completed'],
  completed: ['accepted'],
  accepted: ['completed'],
};
