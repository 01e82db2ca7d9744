import {
  address,
  bankAccount,
  freeText,
  identityNumber,
  personName,
  phone,
  remark,
  SURVEY_RULES,
  surveyCommands,
  surveyKind,
  type BureauDef,
} from '@jiedui/bureau';
import { area } from '@jiedui/finance-contract';
import { farmHousehold, guarantee, loan } from './domain';
import { rules } from './rules';

const noted = { remark: remark() };
const paidInto = { bankAccount: bankAccount(), ...noted };
const explained = { explanation: freeText({ zh: '情况说明', en: 'Explanation' })(), ...noted };
const insuredBy = { insurer: freeText({ zh: '承保公司', en: 'Insurer' }, 100)(), ...noted };

/** The financial regulation bureau: micro-loans, farm households insured, guarantees. */
export const financeBureau: BureauDef = {
  area,
  kinds: { survey: surveyKind, 'micro-loan': loan, 'farm-household': farmHousehold, guarantee },
  persons: { 'micro-loan': {}, 'farm-household': { registeredOnceBy: 'identityNumber' }, guarantee: {} },
  rules: { ...SURVEY_RULES, ...rules },
  commands: {
    ...surveyCommands,
    ApplyForLoan: {
      zh: '登记贷款申请',
      en: 'Apply for a loan',
      emits: 'LoanApplied',
      personal: {
        borrower: { ...personName(), zh: '借款人', en: 'Borrower' },
        identityNumber: identityNumber(),
        phone: phone(),
        address: address(),
        ...noted,
      },
    },
    RejectLoan: { zh: '驳回贷款', en: 'Reject a loan', emits: 'LoanRejected', personal: explained },
    ApproveLoan: { zh: '批准贷款', en: 'Approve a loan', emits: 'LoanApproved', personal: noted },
    DisburseLoan: {
      zh: '发放贷款',
      en: 'Disburse a loan',
      emits: 'LoanDisbursed',
      personal: { lender: freeText({ zh: '贷款银行', en: 'Lender' }, 100)(), ...paidInto },
    },
    PayInterestSubsidy: {
      zh: '发放贴息',
      en: 'Pay an interest subsidy',
      emits: 'InterestSubsidyPaid',
      personal: paidInto,
    },
    RepayLoan: { zh: '登记还清', en: 'Repay a loan', emits: 'LoanRepaid', personal: noted },
    ReportDefault: { zh: '登记违约', en: 'Report a default', emits: 'LoanDefaulted', personal: explained },
    PayRiskCompensation: {
      zh: '支付风险补偿',
      en: 'Pay risk compensation',
      emits: 'RiskCompensationPaid',
      personal: noted,
    },
    RegisterHousehold: {
      zh: '登记农户',
      en: 'Register a farm household',
      emits: 'HouseholdRegistered',
      personal: {
        householder: { ...personName(), zh: '户主姓名', en: 'Householder' },
        identityNumber: identityNumber(),
        phone: phone(),
        address: address(),
        ...noted,
      },
    },
    InsureHousehold: {
      zh: '登记参保',
      en: 'Insure a farm household',
      emits: 'HouseholdInsured',
      personal: insuredBy,
    },
    LapseInsurance: {
      zh: '终止保险',
      en: 'End the insurance',
      emits: 'InsuranceLapsed',
      personal: explained,
    },
    GrantPremiumRelief: {
      zh: '减免自缴保费',
      en: 'Grant premium relief',
      emits: 'PremiumReliefGranted',
      personal: noted,
    },
    RemoveHousehold: {
      zh: '注销农户',
      en: 'Remove a farm household',
      emits: 'HouseholdRemoved',
      personal: noted,
    },
    IssueGuarantee: {
      zh: '出具担保',
      en: 'Issue a guarantee',
      emits: 'GuaranteeIssued',
      personal: {
        debtor: { ...personName(), zh: '被担保人', en: 'Debtor', maxLength: 100 },
        phone: phone(),
        project: freeText({ zh: '担保项目', en: 'Project' }, 200)(),
        ...noted,
      },
    },
    SubsidiseGuaranteeFee: {
      zh: '补贴担保费',
      en: 'Subsidise a guarantee fee',
      emits: 'GuaranteeFeeSubsidised',
      personal: paidInto,
    },
    ReleaseGuarantee: {
      zh: '解除担保',
      en: 'Release a guarantee',
      emits: 'GuaranteeReleased',
      personal: explained,
    },
  },
};
