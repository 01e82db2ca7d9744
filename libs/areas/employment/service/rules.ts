import type { Text } from '@jiedui/programme';

/** What a refused clerk reads: what stands against the command, and what to do. */
export const rules = {
  'intentions-unchanged': {
    zh: '该劳动力当日的意愿与所填相同，没有变更，不必登记。请核对是否选错了人',
    en: 'The intentions of this worker are as given already: nothing to report. Check that it is the right worker',
  },
  'hardship-unchanged': {
    zh: '该劳动力当日的就业困难认定与所填相同，没有变更，不必登记。请核对是否选错了人',
    en: 'The employment hardship of this worker is as given already: nothing to report. Check that it is the right worker',
  },
  'transferred-already': {
    zh: '该劳动力当日已在外就业。换了单位的，请先登记返乡，再登记新的转移就业；单位或日期填错的，请更正原记录',
    en: 'The worker has transferred already. For another employer, report the return first; if the report was wrong, correct it',
  },
  'contract-starts-after-transfer': {
    zh: '合同起始日晚于转移就业当日，合同未开始的不算转移就业。请以到岗日为发生日期，或核对合同起始日',
    en: 'The contract starts after the day of the transfer: until then it does not count. Give the day on which work began, or check the contract',
  },
  'not-transferred': {
    zh: '该劳动力当日没有在外就业，无返乡可登记。请先登记转移就业；已返乡的不必重复登记',
    en: 'The worker is not transferred on that day. Report the transfer first; one who has returned needs no second report',
  },
  'aid-only-in-hardship': {
    zh: '就业援助只面向就业困难劳动力，该劳动力当日未认定为就业困难。情况有变化的，请先变更就业困难认定',
    en: 'Employment aid is for workers in employment hardship, which this one is not on that day. If that has changed, report the hardship first',
  },
  'no-aid-to-end': {
    zh: '该劳动力当日没有享受就业援助，无可终止。不再属就业困难的，援助已随之终止，不必另行登记',
    en: 'The worker has no employment aid on that day. Aid ends by itself when the hardship ends, and needs no report then',
  },
} as const satisfies Record<string, Text>;
