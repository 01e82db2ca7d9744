import {
  bankAccount,
  freeText,
  personName,
  phone,
  remark,
  SURVEY_RULES,
  surveyCommands,
  surveyKind,
  type BureauDef,
} from '@jiedui/bureau';
import { area } from '@jiedui/ecology-contract';
import { annualBenefit, fund, remediationTask } from './domain';
import { rules } from './rules';

const noted = { remark: remark() };
const inspected = {
  inspector: { ...personName(), zh: '验收人', en: 'Inspector' },
  ...noted,
};

/** The ecology and environment bureau: what is put right, the money for it, the villagers who benefit. */
export const ecologyBureau: BureauDef = {
  area,
  kinds: { survey: surveyKind, 'remediation-task': remediationTask, fund, 'annual-benefit': annualBenefit },
  rules: { ...SURVEY_RULES, ...rules },
  commands: {
    ...surveyCommands,
    OpenRemediation: {
      zh: '整治立项',
      en: 'Open a remediation task',
      emits: 'RemediationOpened',
      personal: {
        place: freeText({ zh: '整治地点', en: 'Place' }, 200)(),
        findings: freeText({ zh: '问题情况', en: 'What was found' })(),
        responsible: { ...personName(), zh: '责任人', en: 'Person responsible' },
        phone: phone(),
        ...noted,
      },
    },
    StartRemediation: {
      zh: '登记开工',
      en: 'Start remediation',
      emits: 'RemediationStarted',
      personal: { contractor: freeText({ zh: '施工单位', en: 'Contractor' }, 100)(), ...noted },
    },
    CompleteRemediation: {
      zh: '登记完工',
      en: 'Complete remediation',
      emits: 'RemediationCompleted',
      personal: noted,
    },
    AcceptRemediation: {
      zh: '验收合格',
      en: 'Accept remediation',
      emits: 'RemediationAccepted',
      personal: inspected,
    },
    ReopenRemediation: {
      zh: '重开整治',
      en: 'Reopen remediation',
      emits: 'RemediationReopened',
      personal: inspected,
    },
    AllocateFund: {
      zh: '下达资金',
      en: 'Allocate a fund',
      emits: 'FundAllocated',
      personal: {
        project: freeText({ zh: '项目名称', en: 'Project' }, 100)(),
        document: freeText({ zh: '下达文号', en: 'Number of the document' }, 100)(),
        ...noted,
      },
    },
    DisburseFund: {
      zh: '拨付资金',
      en: 'Disburse a fund',
      emits: 'FundDisbursed',
      personal: {
        payee: { ...personName(), zh: '收款单位（人）', en: 'Payee', maxLength: 100 },
        bankAccount: bankAccount(),
        ...noted,
      },
    },
    ReportBenefit: {
      zh: '上报群众受益',
      en: 'Report the benefit to villagers',
      emits: 'BenefitReported',
      personal: { reporter: { ...personName(), zh: '填报人', en: 'Reported by' }, ...noted },
    },
  },
};
