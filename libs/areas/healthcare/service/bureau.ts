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
import { area } from '@jiedui/healthcare-contract';
import { aid, clinic, family } from './domain';
import { rules } from './rules';

const noted = { remark: remark() };
const withTeam = { team: freeText({ zh: '家庭医生团队', en: 'Family-doctor team' }, 100)(), ...noted };
const withPolicy = { policyNumber: freeText({ zh: '保单号', en: 'Policy number' }, 50)(), ...noted };

/** The health commission: clinics, families with their doctors and insurances, medical aid. */
export const healthcareBureau: BureauDef = {
  area,
  kinds: { survey: surveyKind, clinic, family, aid },
  persons: { family: { registeredOnceBy: 'identityNumber' } },
  rules: { ...SURVEY_RULES, ...rules },
  commands: {
    ...surveyCommands,
    OpenClinic: {
      zh: '登记卫生室开办',
      en: 'Open a clinic',
      emits: 'ClinicOpened',
      personal: {
        head: { ...personName(), zh: '负责人', en: 'Head of the clinic' },
        phone: phone(),
        address: { ...address(), zh: '地址', en: 'Address' },
        ...noted,
      },
    },
    StaffClinic: {
      zh: '登记卫生室医生',
      en: 'Staff a clinic',
      emits: 'ClinicStaffed',
      personal: { doctorNames: freeText({ zh: '医生姓名', en: 'Names of the doctors' })(), ...noted },
    },
    InspectClinic: {
      zh: '登记卫生室检查',
      en: 'Inspect a clinic',
      emits: 'ClinicInspected',
      personal: {
        inspector: { ...personName(), zh: '检查人', en: 'Inspector' },
        findings: freeText({ zh: '检查情况', en: 'What was found' })(),
        ...noted,
      },
    },
    CloseClinic: { zh: '登记卫生室关闭', en: 'Close a clinic', emits: 'ClinicClosed', personal: noted },
    RegisterFamily: {
      zh: '登记家庭',
      en: 'Register a family',
      emits: 'FamilyRegistered',
      personal: {
        householder: { ...personName(), zh: '户主姓名', en: 'Householder' },
        identityNumber: identityNumber(),
        phone: phone(),
        address: address(),
        ...noted,
      },
    },
    ChangeLowIncomeStatus: {
      zh: '变更低收入认定',
      en: 'Change the low-income status',
      emits: 'LowIncomeStatusChanged',
      personal: noted,
    },
    ContractFamilyDoctor: {
      zh: '登记家庭医生签约',
      en: 'Contract a family doctor',
      emits: 'FamilyDoctorContracted',
      personal: withTeam,
    },
    EndFamilyDoctorContract: {
      zh: '登记家庭医生解约',
      en: 'End a family-doctor contract',
      emits: 'FamilyDoctorContractEnded',
      personal: noted,
    },
    InsureAgainstMajorIllness: {
      zh: '登记大病保险',
      en: 'Insure against major illness',
      emits: 'MajorIllnessInsured',
      personal: withPolicy,
    },
    InsureAgainstAccidents: {
      zh: '登记医疗、意外伤害保险',
      en: 'Insure against accidents',
      emits: 'AccidentInsured',
      personal: withPolicy,
    },
    PayMedicalAid: {
      zh: '发放医疗救助',
      en: 'Pay medical aid',
      emits: 'MedicalAidPaid',
      personal: {
        patient: { ...personName(), zh: '患者姓名', en: 'Patient' },
        illness: freeText({ zh: '病种', en: 'Illness' }, 100)(),
        bankAccount: bankAccount(),
        ...noted,
      },
    },
    RemoveFamily: { zh: '注销家庭', en: 'Remove a family', emits: 'FamilyRemoved', personal: noted },
  },
};
