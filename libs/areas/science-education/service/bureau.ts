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
import { area } from '@jiedui/science-education-contract';
import { aid, demonstration, guidance, student, techGroup } from './domain';
import { rules } from './rules';

const noted = { remark: remark() };
const schooled = { school: freeText({ zh: '就读学校', en: 'School' }, 100)(), ...noted };
const held = {
  title: freeText({ zh: '名称', en: 'Title' }, 100)(),
  place: freeText({ zh: '地点', en: 'Place' }, 200)(),
  expert: { ...personName(), zh: '授课（指导）专家', en: 'Expert' },
  ...noted,
};

/** The science and technology bureau: specialists for the village, and schooling for children in hardship. */
export const scienceEducationBureau: BureauDef = {
  area,
  kinds: { survey: surveyKind, 'tech-group': techGroup, demonstration, guidance, student, aid },
  persons: { student: { registeredOnceBy: 'identityNumber' } },
  rules: { ...SURVEY_RULES, ...rules },
  commands: {
    ...surveyCommands,
    AssignTechGroup: {
      zh: '派出技术帮扶组',
      en: 'Assign a technical group',
      emits: 'TechGroupAssigned',
      personal: {
        leader: { ...personName(), zh: '组长', en: 'Leader of the group' },
        phone: phone(),
        unit: freeText({ zh: '派出单位', en: 'Unit that sends it' }, 100)(),
        ...noted,
      },
    },
    WithdrawTechGroup: {
      zh: '撤出技术帮扶组',
      en: 'Withdraw a technical group',
      emits: 'TechGroupWithdrawn',
      personal: noted,
    },
    HoldDemonstration: {
      zh: '登记示范推广',
      en: 'Hold a demonstration',
      emits: 'DemonstrationHeld',
      personal: held,
    },
    GiveGuidance: { zh: '登记技术指导培训', en: 'Give guidance', emits: 'GuidanceGiven', personal: held },
    RegisterStudent: {
      zh: '登记困难学生',
      en: 'Register a student',
      emits: 'StudentRegistered',
      personal: {
        studentName: { ...personName(), zh: '学生姓名', en: 'Student' },
        identityNumber: identityNumber(),
        guardian: { ...personName(), zh: '监护人', en: 'Guardian' },
        phone: phone(),
        address: address(),
        ...schooled,
      },
    },
    ChangeStudentStage: {
      zh: '学段变更',
      en: 'Change the stage of a student',
      emits: 'StudentStageChanged',
      personal: schooled,
    },
    EnrolStudent: {
      zh: '登记入学（复学）',
      en: 'Enrol a student',
      emits: 'StudentEnrolled',
      personal: schooled,
    },
    ReportDropout: {
      zh: '登记失学',
      en: 'Report that a student dropped out',
      emits: 'StudentDroppedOut',
      personal: noted,
    },
    GrantAid: {
      zh: '发放助学',
      en: 'Grant aid to a student',
      emits: 'AidGranted',
      personal: {
        payee: { ...personName(), zh: '收款人', en: 'Payee' },
        bankAccount: bankAccount(),
        source: freeText({ zh: '资金来源', en: 'Source of the money' }, 100)(),
        ...noted,
      },
    },
    RemoveStudent: { zh: '注销学生', en: 'Remove a student', emits: 'StudentRemoved', personal: noted },
  },
};
