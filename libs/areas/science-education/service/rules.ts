import type { Text } from '@jiedui/programme';

/** What a refused clerk reads: what stands against the command, and what to do. */
export const rules = {
  'tech-group-withdrawn-already': {
    zh: '该技术帮扶组已撤出。撤出日期有误的，请更正原记录；再次派组的，请另行登记',
    en: 'The group is withdrawn already. If the day is wrong, correct that report; if a group was assigned again, register it as another',
  },
  'stage-only-upward': {
    zh: '学段只能由低到高变更。学生已在这一学段的，不必重复登记；原学段登记有误的，请更正原记录',
    en: 'A stage changes only to a higher one. If the student is in this stage already, no second report is needed; if the stage was wrong from the start, correct that report',
  },
  'enrolled-already': {
    zh: '该学生已在学，不必重复登记入学。升学请办“学段变更”；入学日期有误的，请更正原记录',
    en: 'The student is enrolled already. For a higher stage, change the stage; if the day is wrong, correct the first report',
  },
  'drop-out-only-when-enrolled': {
    zh: '该学生当日不在学，不能登记失学。已登记失学的不必重复登记；已复学的，请先登记入学',
    en: 'The student is not enrolled on that day and cannot drop out. One who has dropped out needs no second report; if the student has come back, report the enrolment first',
  },
} as const satisfies Record<string, Text>;
