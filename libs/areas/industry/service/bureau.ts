import { address, freeText, personName, phone, remark, type BureauDef } from '@jiedui/bureau';
import { area } from '@jiedui/industry-contract';
import { annualIncome, business, plan } from './domain';
import { rules } from './rules';

const noted = { remark: remark() };

/** The agriculture commission: the village's plan, its businesses and its two yearly incomes. */
export const industryBureau: BureauDef = {
  area,
  kinds: { plan, business, 'annual-income': annualIncome },
  rules,
  commands: {
    DraftPlan: {
      zh: '拟定方案',
      en: 'Draft the plan',
      emits: 'PlanDrafted',
      personal: { content: freeText({ zh: '方案要点', en: 'What is planned' })(), ...noted },
    },
    ApprovePlan: { zh: '批准方案', en: 'Approve the plan', emits: 'PlanApproved', personal: noted },
    StartPlan: { zh: '实施方案', en: 'Start the plan', emits: 'PlanStarted', personal: noted },
    WithdrawPlan: { zh: '撤回方案', en: 'Withdraw the plan', emits: 'PlanWithdrawn', personal: noted },
    FoundBusiness: {
      zh: '登记经营主体',
      en: 'Found a business',
      emits: 'BusinessFounded',
      personal: {
        name: { ...personName(), zh: '主体名称', en: 'Name of the business', maxLength: 100 },
        representative: { ...personName(), zh: '负责人', en: 'Person in charge' },
        phone: phone(),
        address: address(),
        ...noted,
      },
    },
    CloseBusiness: { zh: '注销经营主体', en: 'Close a business', emits: 'BusinessClosed', personal: noted },
    ReportAnnualIncome: {
      zh: '上报年度收入',
      en: 'Report the annual income',
      emits: 'AnnualIncomeReported',
      personal: { reporter: { ...personName(), zh: '填报人', en: 'Reported by' }, ...noted },
    },
  },
};
