import type { Text } from '@jiedui/programme';

/** What a refused clerk reads: what stands against the command, and what to do. */
export const rules = {
  'approve-only-a-registered-project': {
    zh: '只有“已登记”的项目可以批准；已批准的不必重复登记',
    en: 'Only a registered project can be approved; an approved one needs no second report',
  },
  'complete-only-an-approved-project': {
    zh: '只有“已批准”的项目可以登记完成。请先登记批准；受益人数有误的，请更正原登记',
    en: 'Only an approved project can be completed. Report its approval first; if the number who benefit is wrong, correct that report',
  },
  'reopen-only-a-completed-project': {
    zh: '只有“已完成”的项目可以重开；未完成的请继续办理',
    en: 'Only a completed project can be reopened; one that is not completed goes on',
  },
} as const satisfies Record<string, Text>;
