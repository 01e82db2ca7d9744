import type { Day } from '@jiedui/programme';
import { licence, member } from '../wells.fixture';
import { dueOf } from './due';
import { Recorded } from './recorded.fixture';

describe('what falls due of a record', () => {
  const granted = () => {
    const r = new Recorded(licence);
    const terms = { feeDueOn: '2018-02-01', termEndsOn: '2018-03-31' };
    expect(r.try('2017-12-20', { type: 'LicenceGranted', data: terms })).toBeUndefined();
    return r;
  };
  const fee = (day: Day) => ({ name: 'fee', day, overTime: false });
  const end = (day: Day) => ({ name: 'LicenceLapsed', day, overTime: true });
  const due = ({ context, timeline }: Recorded) => dueOf(context, timeline);

  it('is what its state says: for people, and what the service does on that day', () => {
    expect(due(granted())).toEqual([end('2018-04-01'), fee('2018-02-01')]);
  });

  it('moves when it is put off, and is gone when it is settled', () => {
    const r = granted();
    r.try('2018-01-10', { type: 'LicenceRenewed', data: { termEndsOn: '2018-12-31' } });
    expect(due(r)).toEqual([end('2019-01-01'), fee('2018-02-01')]);
    r.try('2018-01-11', { type: 'FeePaid', data: {} });
    expect(due(r)).toEqual([end('2019-01-01')]);
    r.try('2018-01-10', null, 1);
    expect(due(r)).toEqual([end('2018-04-01')]);
    r.try('2018-02-01', { type: 'LicenceLapsed', data: { reason: 'withdrawn' } });
    expect(due(r)).toEqual([]);
  });

  it('stays due, however late it is, until the log says that it happened', () => {
    const r = granted();
    r.today = '2019-06-01';
    expect(due(r)).toEqual([end('2018-04-01'), fee('2018-02-01')]);
    r.pass();
    expect(due(r)).toEqual([fee('2018-02-01')]);
  });

  it('is nothing where only the days of all do anything, or where there is no record', () => {
    expect(due(new Recorded(member))).toBeUndefined();
    expect(due(new Recorded(licence))).toEqual([]);
    const r = granted();
    r.try('2017-12-20', null, 0);
    expect(due(r)).toEqual([]);
  });
});
