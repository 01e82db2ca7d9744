import type { Text } from '@jiedui/programme';

/** What a refused clerk reads: what stands against the command, and what to do. */
export const rules = {
  'decide-only-an-applied-loan': {
    zh: '只有“已申请”的贷款可以批准或驳回；已作决定的不能再改。决定登记有误的，请更正原记录；再次申请的，请另行登记',
    en: 'Only a loan that is applied for can be approved or rejected, once. If the decision was entered wrongly, correct it; another application is a record of its own',
  },
  'approve-no-more-than-applied-for': {
    zh: '批准金额不能高于申请金额。请核对两项金额（单位为分）；申请金额录错的，请先更正原申请',
    en: 'No more can be approved than was applied for. Check both amounts (in fen); if the application was entered wrongly, correct it first',
  },
  'disburse-only-an-approved-loan': {
    zh: '只有“已批准”的贷款可以发放，且只发放一次。请先登记批准；已发放的不必重复登记',
    en: 'Only an approved loan can be disbursed, once. Report its approval first; a disbursed loan needs no second report',
  },
  'due-before-disbursement': {
    zh: '到期日不能早于发放日期。请核对两个日期',
    en: 'The loan cannot be due before it is disbursed. Check both days',
  },
  'subsidise-only-a-disbursed-or-repaid-loan': {
    zh: '只有“已发放”或“已还清”的贷款可以贴息。请先登记发放；违约的贷款不再贴息，违约之前的贴息可按当时日期补登',
    en: 'Interest is subsidised only on a disbursed or repaid loan. Report its disbursement first; a defaulted loan has no more subsidies, those from before may still be reported for their own days',
  },
  'interest-paid-never-falls': {
    zh: '累计已付利息低于此前登记的数字。请填写至今累计的利息，不是本期利息；此前报错的，请更正原记录',
    en: 'The interest paid so far is below the figure of an earlier report. Enter the total, not that of this period; if the earlier figure is wrong, correct that report',
  },
  'subsidies-within-interest-paid': {
    zh: '加上本次，累计贴息超过累计已付利息。请核对两项金额（单位为分）；此前贴息报错的，请更正原记录',
    en: 'With this one, the subsidies exceed the interest paid so far. Check both amounts (in fen); if an earlier subsidy is wrong, correct that report',
  },
  'settle-only-a-disbursed-loan': {
    zh: '只有“已发放”的贷款可以登记还清或违约，且只登记一次。请先登记发放；还清、违约登记有误的，请更正原记录',
    en: 'Only a disbursed loan is repaid or defaults, once. Report its disbursement first; if it was settled wrongly, correct that report',
  },
  'compensate-only-a-defaulted-loan': {
    zh: '只有“已违约”的贷款可以支付风险补偿，且只支付一次。请先登记违约；补偿金额有误的，请更正原记录',
    en: 'Risk compensation is paid only for a defaulted loan, once. Report the default first; if the amount paid is wrong, correct that report',
  },
  'term-ends-before-it-begins': {
    zh: '保险止期不能早于参保日期。请核对两个日期',
    en: 'The term of the insurance cannot end before it begins. Check both days',
  },
  'no-insurance-to-end': {
    zh: '该户当日未参保，无可终止。期满未续的已由系统自动终止，不必登记；参保漏报的，请先补登',
    en: 'The household is not insured on that day, so there is nothing to end. A term that is over ends by itself; if the insurance was not reported, report it first',
  },
  'term-not-over': {
    zh: '该户当日尚在保险期内，不能以“期满未续”终止。提前终止的，请改选其他原因；止期有误的，请更正原参保记录',
    en: 'The term is not over on that day. If the insurance ended early, choose another reason; if the end of the term is wrong, correct the report of the insurance',
  },
  'premium-relief-only-while-insured': {
    zh: '该户当日未参保，不能减免自缴保费。请先登记参保',
    en: 'The household is not insured on that day, so there is no premium to relieve. Report its insurance first',
  },
  'subsidise-only-a-guarantee-in-force': {
    zh: '该担保已解除，不再补贴担保费。解除之前的补贴，请按当时日期补登；解除有误的，请更正原记录',
    en: 'The guarantee is released, and its fee subsidised no more. A subsidy from before may be reported for its own day; if the release is wrong, correct that report',
  },
  'guarantee-released-already': {
    zh: '该担保已解除。解除日期有误的，请更正原记录；再次担保的，请另行登记',
    en: 'The guarantee is released already. If the day is wrong, correct that report; another guarantee is a record of its own',
  },
} as const satisfies Record<string, Text>;
