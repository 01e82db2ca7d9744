import type { Text } from '@jiedui/programme';
import { remark, type CommandDef } from '../define-bureau';
import { refuse, type RecordKind } from './kind';

/** 摸底: the village's list is complete. The same in every area that needs one (spec section 3). */
export const surveyKind: RecordKind<{ readonly complete: true }, { readonly SurveyCompleted: object }> = {
  classify: ({ complete }) => ({ complete }),
  opens: { SurveyCompleted: () => ({ complete: true }) },
  moves: { SurveyCompleted: () => refuse('survey-complete-already') },
};

export const surveyCommands: Readonly<Record<string, CommandDef>> = {
  CompleteSurvey: {
    zh: '完成摸底',
    en: 'Complete the survey',
    emits: 'SurveyCompleted',
    personal: { remark: remark() },
  },
};

export const SURVEY_RULES = {
  'survey-complete-already': {
    zh: '本村摸底已完成。日期有误的，请更正原记录',
    en: 'The survey of this village is complete already. If its day is wrong, correct the earlier report',
  },
} as const satisfies Record<string, Text>;
