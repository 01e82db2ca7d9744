import { code, event, fen, recordCorrected, year, type EventsOf } from '@jiedui/programme';

/** What the agriculture commission reports of industry (spec section 4, industry). */
export const events = {
  PlanDrafted: event({ zh: '拟定“一村一策”方案', en: 'Plan drafted' }, { touches: ['plan'] }),
  PlanApproved: event({ zh: '方案批准', en: 'Plan approved' }, { touches: ['plan'] }),
  PlanStarted: event({ zh: '方案实施', en: 'Plan started' }, { touches: ['plan'] }),
  PlanWithdrawn: event(
    { zh: '方案撤回', en: 'Plan withdrawn' },
    {
      touches: ['plan'],
      fields: { reason: code('not-feasible', 'no-funding', 'conditions-changed', 'to-be-redrafted') },
    },
  ),
  BusinessFounded: event(
    { zh: '经营主体成立', en: 'Business founded' },
    {
      own: ['business'],
      creates: 'business',
      fields: { kind: code('leading-enterprise', 'cooperative', 'family-farm') },
    },
  ),
  BusinessClosed: event(
    { zh: '经营主体注销', en: 'Business closed' },
    {
      own: ['business'],
      fields: { reason: code('dissolved', 'merged', 'bankrupt', 'moved') },
    },
  ),
  AnnualIncomeReported: event(
    { zh: '年度收入上报', en: 'Annual income reported' },
    {
      touches: ['annual-income'],
      fields: { year: year(), collectiveOperatingIncomeFen: fen(), perCapitaDisposableIncomeFen: fen() },
    },
  ),
  RecordCorrected: recordCorrected,
};

export type Events = EventsOf<typeof events>;
