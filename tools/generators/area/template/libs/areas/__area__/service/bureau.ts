import {
  freeText,
  personName,
  phone,
  remark,
  SURVEY_RULES,
  surveyCommands,
  surveyKind,
  type BureauDef,
} from '@jiedui/bureau';
import { area } from '@jiedui/__area__-contract';
import { project } from './domain';
import { rules } from './rules';

const noted = { remark: remark() };

/** The bureau of this area: its projects, from their registration to their completion. */
export const __camel__Bureau: BureauDef = {
  area,
  kinds: { survey: surveyKind, project },
  rules: { ...SURVEY_RULES, ...rules },
  commands: {
    ...surveyCommands,
    RegisterProject: {
      zh: '登记项目',
      en: 'Register a project',
      emits: 'ProjectRegistered',
      personal: {
        title: freeText({ zh: '项目名称', en: 'Title' }, 100)(),
        contact: { ...personName(), zh: '联系人', en: 'Contact' },
        phone: phone(),
        ...noted,
      },
    },
    ApproveProject: { zh: '批准项目', en: 'Approve a project', emits: 'ProjectApproved', personal: noted },
    CompleteProject: {
      zh: '登记项目完成',
      en: 'Complete a project',
      emits: 'ProjectCompleted',
      personal: noted,
    },
    ReopenProject: { zh: '重开项目', en: 'Reopen a project', emits: 'ProjectReopened', personal: noted },
    RemoveProject: { zh: '注销项目', en: 'Remove a project', emits: 'ProjectRemoved', personal: noted },
  },
};
