import { code, day, event, fen, recordCorrected, surveyCompleted, type EventsOf } from '@jiedui/programme';

/** What the financial regulation bureau reports of finance (spec section 4, finance). */
export const events = {
  SurveyCompleted: surveyCompleted,
  LoanApplied: event(
    { zh: '申请贷款', en: 'Loan applied for' },
    {
      own: ['micro-loan'],
      creates: 'micro-loan',
      fields: {
        principalFen: fen(),
        purpose: code('cropping', 'livestock', 'processing', 'trade', 'rural-tourism', 'other'),
      },
    },
  ),
  LoanRejected: event(
    { zh: '贷款驳回', en: 'Loan rejected' },
    {
      own: ['micro-loan'],
      fields: {
        reason: code('credit-record', 'not-eligible', 'purpose-not-covered', 'papers-missing', 'withdrawn'),
      },
    },
  ),
  /** `principalFen` as approved. */
  LoanApproved: event(
    { zh: '贷款批准', en: 'Loan approved' },
    { own: ['micro-loan'], fields: { principalFen: fen() } },
  ),
  LoanDisbursed: event(
    { zh: '贷款发放', en: 'Loan disbursed' },
    { own: ['micro-loan'], fields: { dueOn: day() } },
  ),
  /** `interestPaidFen`: all the interest paid on the loan so far; the subsidies together stay within it. */
  InterestSubsidyPaid: event(
    { zh: '发放贴息', en: 'Interest subsidy paid' },
    { own: ['micro-loan'], fields: { amountFen: fen(), interestPaidFen: fen() } },
  ),
  LoanRepaid: event({ zh: '贷款还清', en: 'Loan repaid' }, { own: ['micro-loan'] }),
  LoanDefaulted: event({ zh: '贷款违约', en: 'Loan defaulted' }, { own: ['micro-loan'] }),
  RiskCompensationPaid: event(
    { zh: '支付风险补偿', en: 'Risk compensation paid' },
    { own: ['micro-loan'], fields: { amountFen: fen() } },
  ),
  HouseholdRegistered: event(
    { zh: '农户登记', en: 'Farm household registered' },
    { own: ['farm-household'], creates: 'farm-household' },
  ),
  HouseholdInsured: event(
    { zh: '农户参保', en: 'Farm household insured' },
    {
      own: ['farm-household'],
      fields: { cover: code('crops', 'greenhouse', 'livestock', 'farmhouse'), termEndsOn: day() },
    },
  ),
  InsuranceLapsed: event(
    { zh: '保险终止', en: 'Insurance lapsed' },
    {
      own: ['farm-household'],
      issuedBy: 'both',
      fields: { reason: code('term-over', 'cancelled', 'premium-unpaid') },
    },
  ),
  PremiumReliefGranted: event(
    { zh: '减免自缴保费', en: 'Premium relief granted' },
    { own: ['farm-household'], fields: { amountFen: fen() } },
  ),
  HouseholdRemoved: event(
    { zh: '注销农户', en: 'Farm household removed' },
    {
      own: ['farm-household'],
      fields: { reason: code('moved', 'deceased', 'no-longer-farming', 'entered-twice') },
    },
  ),
  GuaranteeIssued: event(
    { zh: '出具担保', en: 'Guarantee issued' },
    {
      own: ['guarantee'],
      creates: 'guarantee',
      fields: { guarantor: code('city', 'district'), amountFen: fen() },
    },
  ),
  GuaranteeFeeSubsidised: event(
    { zh: '补贴担保费', en: 'Guarantee fee subsidised' },
    { own: ['guarantee'], fields: { amountFen: fen() } },
  ),
  GuaranteeReleased: event(
    { zh: '解除担保', en: 'Guarantee released' },
    { own: ['guarantee'], fields: { reason: code('repaid', 'called', 'cancelled') } },
  ),
  RecordCorrected: recordCorrected,
};

export type Events = EventsOf<typeof events>;
