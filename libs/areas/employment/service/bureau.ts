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
import { area } from '@jiedui/employment-contract';
import { training, worker } from './domain';
import { rules } from './rules';

const noted = { remark: remark() };
const explained = { explanation: freeText({ zh: '原因说明', en: 'Reason in words' })(), ...noted };

/** The human resources bureau: workers of the village, their training, their work and the aid they are given. */
export const employmentBureau: BureauDef = {
  area,
  kinds: { survey: surveyKind, worker, training },
  persons: { worker: { registeredOnceBy: 'identityNumber' } },
  rules: { ...SURVEY_RULES, ...rules },
  commands: {
    ...surveyCommands,
    RegisterWorker: {
      zh: '登记劳动力',
      en: 'Register a worker',
      emits: 'WorkerRegistered',
      personal: {
        name: personName(),
        identityNumber: identityNumber(),
        phone: phone(),
        address: address(),
        ...noted,
      },
    },
    ChangeWorkerIntentions: {
      zh: '变更意愿',
      en: 'Change the intentions of a worker',
      emits: 'WorkerIntentionsChanged',
      personal: noted,
    },
    ChangeWorkerHardship: {
      zh: '变更就业困难认定',
      en: 'Change the employment hardship of a worker',
      emits: 'WorkerHardshipChanged',
      personal: explained,
    },
    CompleteTraining: {
      zh: '登记培训结业',
      en: 'Complete a training',
      emits: 'TrainingCompleted',
      personal: {
        courseTitle: freeText({ zh: '课程名称', en: 'Title of the course' }, 100)(),
        trainer: freeText({ zh: '培训机构', en: 'Training institution' }, 100)(),
        certificateNumber: freeText({ zh: '证书编号', en: 'Number of the certificate' }, 50)(),
        ...noted,
      },
    },
    GrantEmploymentAid: {
      zh: '提供就业援助',
      en: 'Grant employment aid',
      emits: 'EmploymentAidGranted',
      personal: { bankAccount: bankAccount(), ...noted },
    },
    EndEmploymentAid: {
      zh: '终止就业援助',
      en: 'End employment aid',
      emits: 'EmploymentAidEnded',
      personal: explained,
    },
    TransferWorker: {
      zh: '登记转移就业',
      en: 'Transfer a worker',
      emits: 'WorkerTransferred',
      personal: {
        employer: freeText({ zh: '用人单位', en: 'Employer' }, 100)(),
        place: freeText({ zh: '就业地点', en: 'Place of work' }, 100)(),
        ...noted,
      },
    },
    ReturnWorker: { zh: '登记返乡', en: 'Return a worker', emits: 'WorkerReturned', personal: explained },
    RemoveWorker: { zh: '注销劳动力', en: 'Remove a worker', emits: 'WorkerRemoved', personal: explained },
  },
};
