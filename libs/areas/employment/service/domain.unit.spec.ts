import { corrected, lifeOf, misfitsOf, stateOf, whateverIsTried, withdrawn } from '@jiedui/testing';
import { employmentBureau } from './bureau';
import { training, worker, type Worker } from './domain';

const completed = { kind: 'vocational-skill', course: 'catering', hours: 40 } as const;
const { given, on } = lifeOf('worker', worker);

const willing = { willingToTrain: true, willingToTransfer: true };
const registered = (employmentHardship: boolean) =>
  on('2018-01-22', 'WorkerRegistered', { ...willing, employmentHardship });
const settled = registered(false);
const inHardship = registered(true);
const intends = (day: string, willingToTrain: boolean, willingToTransfer: boolean) =>
  on(day, 'WorkerIntentionsChanged', { willingToTrain, willingToTransfer });
const hardship = (day: string, employmentHardship: boolean) =>
  on(day, 'WorkerHardshipChanged', { employmentHardship });
const outOfHardship = hardship('2019-03-18', false);
const trained = (day: string) => on(day, 'TrainingCompleted', completed);
const transferred = (day: string, contractStartOn = day) => on(day, 'WorkerTransferred', { contractStartOn });
const away = transferred('2018-09-03');
const returned = (day: string) => on(day, 'WorkerReturned', { reason: 'contract-ended' });
const back = returned('2019-02-11');
const aided = (day: string) => on(day, 'EmploymentAidGranted', { kind: 'placement' });
const aid = aided('2018-07-02');
const aidEnded = (day: string) => on(day, 'EmploymentAidEnded', { reason: 'term-over' });
const removed = (day: string) => on(day, 'WorkerRemoved', { reason: 'moved' });

describe('a worker', () => {
  it('is registered once, with intentions, in employment hardship or not', () => {
    const nothingYet = { trained: false, transferred: false, aided: false };
    given()
      .when(settled)
      .thenBecomes({ ...willing, employmentHardship: false, ...nothingYet });
    given()
      .when(inHardship)
      .thenBecomes({ ...willing, employmentHardship: true, ...nothingYet });
    given(settled).when(inHardship).thenRefused('record-exists');
  });

  it('changes intentions, one or both; the same again are no change', () => {
    const noTraining = intends('2018-05-07', false, true);
    const noTransfer = intends('2018-05-07', true, false);
    const neither = intends('2018-05-07', false, false);
    given(settled).when(noTraining).thenBecomes({ willingToTrain: false });
    given(settled).when(noTransfer).thenBecomes({ willingToTransfer: false });
    given(settled).when(neither).thenBecomes({ willingToTrain: false, willingToTransfer: false });
    given(settled, noTransfer).when(noTransfer).thenRefused('intentions-unchanged');
  });

  it('falls into employment hardship and out of it; the same again is no change', () => {
    given(settled).when(hardship('2018-05-07', true)).thenBecomes({ employmentHardship: true });
    given(inHardship).when(outOfHardship).thenBecomes({ employmentHardship: false });
    given(inHardship).when(hardship('2018-05-07', true)).thenRefused('hardship-unchanged');
    given(settled).when(outOfHardship).thenRefused('hardship-unchanged');
  });

  it('is trained by the first training, and stays so', () => {
    given(settled).when(trained('2018-06-15')).thenBecomes({ trained: true });
    given(settled, trained('2018-06-15')).when(trained('2018-09-15')).thenBecomes({});
    given().when(trained('2018-06-15')).thenRefused('record-unknown');
  });

  it('is transferred, returns, and may be transferred again', () => {
    given(settled).when(away).thenBecomes({ transferred: true });
    given(settled, away).when(back).thenBecomes({ transferred: false });
    given(settled, away, back).when(transferred('2019-02-11')).thenBecomes({ transferred: true });
  });

  it('is transferred only while at home, not before the contract starts; every rule is named at once', () => {
    given(settled, away).when(transferred('2018-10-01')).thenRefused('transferred-already');
    given(settled).when(transferred('2018-09-03', '2018-08-01')).thenBecomes({ transferred: true });
    given(settled)
      .when(transferred('2018-09-03', '2018-09-04'))
      .thenRefused('contract-starts-after-transfer');
    given(settled, away)
      .when(transferred('2018-10-01', '2018-10-02'))
      .thenRefused('transferred-already', 'contract-starts-after-transfer');
    given().when(away).thenRefused('record-unknown');
  });

  it('returns only from a transfer', () => {
    given(settled).when(back).thenRefused('not-transferred');
    given(settled, away, back).when(returned('2019-02-12')).thenRefused('not-transferred');
  });

  it('is given aid only in employment hardship, more than once too', () => {
    given(inHardship).when(aid).thenBecomes({ aided: true });
    given(inHardship, aid).when(aided('2018-10-02')).thenBecomes({});
    given(settled).when(aid).thenRefused('aid-only-in-hardship');
    given(inHardship, outOfHardship).when(aided('2019-03-19')).thenRefused('aid-only-in-hardship');
  });

  it('has aid ended, all of it at once, and then none to end', () => {
    given(inHardship, aid, aided('2018-10-02')).when(aidEnded('2018-12-31')).thenBecomes({ aided: false });
    given(inHardship).when(aidEnded('2018-12-31')).thenRefused('no-aid-to-end');
    given(inHardship, aid, aidEnded('2018-12-31')).when(aidEnded('2019-01-31')).thenRefused('no-aid-to-end');
  });

  it('loses aid with the hardship, in the same change, and needs it anew in another hardship', () => {
    given(inHardship, aid).when(outOfHardship).thenBecomes({ employmentHardship: false, aided: false });
    given(inHardship, aid, outOfHardship)
      .when(hardship('2019-06-18', true))
      .thenBecomes({ employmentHardship: true, aided: false });
    given(inHardship, aid, outOfHardship).when(aidEnded('2019-03-18')).thenRefused('no-aid-to-end');
  });

  it('is removed from any state, and takes no more reports', () => {
    given(settled).when(removed('2019-05-20')).thenBecomes(null);
    given(inHardship, trained('2018-06-15'), aid, away).when(removed('2019-05-20')).thenBecomes(null);
    given(settled, removed('2019-05-20')).when(trained('2019-05-21')).thenRefused('record-unknown');
    given(settled, removed('2019-05-20')).when(removed('2019-05-21')).thenRefused('record-unknown');
  });
});

describe('a late report about a worker', () => {
  it('is accepted when the later history holds with it: later changes are reversed and restated', () => {
    given(settled, away)
      .when(trained('2018-06-15'))
      .thenChanges(
        ['2018-09-03', { trained: false, transferred: true }, { trained: false, transferred: false }],
        ['2018-06-15', { trained: false, transferred: false }, { trained: true, transferred: false }],
        ['2018-09-03', { trained: true, transferred: false }, { trained: true, transferred: true }],
      );
    given(inHardship, outOfHardship)
      .when(aid)
      .thenChanges(
        ['2019-03-18', { employmentHardship: false }, { employmentHardship: true, aided: false }],
        ['2018-07-02', { aided: false }, { aided: true }],
        ['2019-03-18', { aided: true }, { employmentHardship: false, aided: false }],
      );
  });

  it('is refused when it takes the ground from a later one', () => {
    given(inHardship, aid).when(hardship('2018-05-01', false)).thenStandsAgainst(2);
    given(settled, away).when(transferred('2018-08-01')).thenStandsAgainst(2);
    given(settled, trained('2018-06-15'), away).when(removed('2018-07-01')).thenStandsAgainst(3);
    given(settled).when(trained('2018-01-21')).thenRefused('record-unknown');
  });
});

describe('a correction of a worker', () => {
  it('restates the day of a transfer', () => {
    given(settled, away)
      .when(corrected(2, transferred('2018-09-17')))
      .thenChanges(
        ['2018-09-03', { transferred: true }, { transferred: false }],
        ['2018-09-17', { transferred: false }, { transferred: true }],
      );
  });

  it('is refused when later reports would have no ground, or by the rules of the report itself', () => {
    given(inHardship, aid).when(corrected(1, settled)).thenStandsAgainst(2);
    given(settled, away, back).when(withdrawn(2)).thenStandsAgainst(3);
    given(settled, away)
      .when(corrected(2, transferred('2018-09-03', '2019-09-03')))
      .thenRefused('contract-starts-after-transfer');
  });

  it('that withdraws the only training leaves the worker untrained', () => {
    given(settled, trained('2018-06-15'))
      .when(withdrawn(2))
      .thenChanges(['2018-06-15', { trained: true }, { trained: false }]);
    given(settled, trained('2018-06-15'), trained('2018-09-15'))
      .when(withdrawn(2))
      .thenChanges(
        ['2018-06-15', { trained: true }, { trained: false }],
        ['2018-09-15', { trained: false }, { trained: true }],
      );
  });
});

describe('a training', () => {
  const life = lifeOf('training', training);
  const held = life.on('2018-06-15', 'TrainingCompleted', completed);

  it('is counted from the day on which it was completed, with a certificate or without', () => {
    life.given().when(held).thenBecomes({ kind: 'vocational-skill' });
    life
      .given()
      .when(life.on('2018-06-15', 'TrainingCompleted', { ...completed, certificate: 'attendance' }))
      .thenBecomes({ kind: 'vocational-skill' });
  });

  it('is restated by a correction, and taken back by a withdrawal', () => {
    life
      .given(held)
      .when(
        corrected(
          1,
          life.on('2018-06-15', 'TrainingCompleted', { ...completed, kind: 'practical-agritech' }),
        ),
      )
      .thenChanges(
        ['2018-06-15', { kind: 'vocational-skill' }, null],
        ['2018-06-15', null, { kind: 'practical-agritech' }],
      );
    life
      .given(held)
      .when(withdrawn(1))
      .thenChanges(['2018-06-15', { kind: 'vocational-skill' }, null]);
  });
});

describe('the employment bureau', () => {
  it('fits its contract', () => {
    expect(misfitsOf(employmentBureau)).toEqual([]);
  });

  it('never shows a worker with aid outside employment hardship, nor one who unlearns a training', () => {
    whateverIsTried(employmentBureau, 'worker', {
      rarely: ['WorkerRemoved'],
      holds: (life) => {
        const state = stateOf(life) as Worker | null;
        if (state) expect(life.timeline.published.at(-1)!.after).toEqual(state);
        for (const { before, after } of life.timeline.published) {
          if (after?.['aided']) expect(after['employmentHardship']).toBe(true);
          if (before?.['trained'] && after) expect(after['trained']).toBe(true);
        }
      },
    });
  });

  it('counts each training once, whatever is tried', () => {
    whateverIsTried(employmentBureau, 'training', {
      holds: ({ timeline }) => expect(timeline.published.length).toBe(timeline.facts.length),
    });
  });

  it('completes a survey once', () => {
    whateverIsTried(employmentBureau, 'survey');
  });
});
