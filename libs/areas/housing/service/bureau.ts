import {
  address,
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
import { area } from '@jiedui/housing-contract';
import { dwelling } from './domain';
import { rules } from './rules';

const noted = { remark: remark() };
const inspected = {
  inspector: { ...personName(), zh: '验收人', en: 'Inspector' },
  ...noted,
};

/** The housing bureau: dwellings of poor households, made safe or not yet. */
export const housingBureau: BureauDef = {
  area,
  kinds: { survey: surveyKind, dwelling },
  persons: { dwelling: {} },
  rules: { ...SURVEY_RULES, ...rules },
  commands: {
    ...surveyCommands,
    AssessDwelling: {
      zh: '评定住房',
      en: 'Assess a dwelling',
      emits: 'DwellingAssessed',
      personal: {
        householder: { ...personName(), zh: '户主姓名', en: 'Householder' },
        identityNumber: identityNumber(),
        phone: phone(),
        address: address(),
        ...noted,
      },
    },
    ReassessDwelling: {
      zh: '重新评定',
      en: 'Reassess a dwelling',
      emits: 'DwellingReassessed',
      personal: noted,
    },
    PlanWorks: { zh: '改造立项', en: 'Plan works', emits: 'WorksPlanned', personal: noted },
    StartWorks: {
      zh: '登记开工',
      en: 'Start works',
      emits: 'WorksStarted',
      personal: { contractor: freeText({ zh: '施工单位', en: 'Contractor' }, 100)(), ...noted },
    },
    CompleteWorks: { zh: '登记完工', en: 'Complete works', emits: 'WorksCompleted', personal: noted },
    AcceptWorks: { zh: '验收合格', en: 'Accept works', emits: 'WorksAccepted', personal: inspected },
    RejectWorks: { zh: '验收不合格', en: 'Reject works', emits: 'WorksRejected', personal: inspected },
    RemoveDwelling: { zh: '注销住房', en: 'Remove a dwelling', emits: 'DwellingRemoved', personal: noted },
  },
};
