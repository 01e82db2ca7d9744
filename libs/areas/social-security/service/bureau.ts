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
import { area } from '@jiedui/social-security-contract';
import { household } from './domain';
import { rules } from './rules';

const noted = { remark: remark() };

/** The civil affairs bureau: poor households, the line they are measured by, the schemes that carry them. */
export const socialSecurityBureau: BureauDef = {
  area,
  kinds: { survey: surveyKind, household },
  persons: { household: { registeredOnceBy: 'identityNumber' } },
  rules: { ...SURVEY_RULES, ...rules },
  commands: {
    ...surveyCommands,
    RegisterHousehold: {
      zh: '建档立卡',
      en: 'Register a household',
      emits: 'HouseholdRegistered',
      personal: {
        householder: { ...personName(), zh: '户主姓名', en: 'Householder' },
        identityNumber: identityNumber(),
        phone: phone(),
        address: address(),
        ...noted,
      },
    },
    ReassessHousehold: {
      zh: '复核家庭',
      en: 'Reassess a household',
      emits: 'HouseholdReassessed',
      personal: { findings: freeText({ zh: '复核情况', en: 'What was found' })(), ...noted },
    },
    GrantScheme: { zh: '纳入保障', en: 'Grant a scheme', emits: 'SchemeGranted', personal: noted },
    EndScheme: { zh: '退出保障', en: 'End a scheme', emits: 'SchemeEnded', personal: noted },
    RemoveHousehold: { zh: '注销家庭', en: 'Remove a household', emits: 'HouseholdRemoved', personal: noted },
  },
};
