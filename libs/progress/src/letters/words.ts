import { UNREADABLE, type Text } from '@jiedui/programme';
import type { Settlement } from './letter';

/** Why a message became a dead letter. */
const REFUSED_AS: Readonly<Record<string, Text>> = {
  ...UNREADABLE,
  partition: { zh: '所在分区不是该村的分区', en: 'In another partition than that of its village' },
  'number-taken': {
    zh: '该村本领域的这一序号已有另一事件（部门可能从旧备份恢复）',
    en: 'Another event has this number of the village and area (a bureau was restored from an old backup, say)',
  },
};

/** Why a dead letter is discarded; codes, for nothing else may stand in the topics. */
export const DISCARDED_AS: Readonly<Record<string, Text>> = {
  'not-an-event': { zh: '不是业务事件', en: 'No event of a bureau at all' },
  'reported-anew': { zh: '部门已另行上报', en: 'The bureau has reported it anew' },
  duplicate: { zh: '重复发送', en: 'It was sent twice' },
  untrue: { zh: '所报情况不实', en: 'What it says did not happen' },
  test: { zh: '测试数据', en: 'It was a test' },
};

export const whyRefused = (reason: string, at: string): Text => {
  const { zh, en } = REFUSED_AS[reason] ?? { zh: reason, en: reason };
  return at && at !== 'value' ? { zh: `${zh}（${at}）`, en: `${en} (${at})` } : { zh, en };
};

const codes = Object.keys(DISCARDED_AS).join(', ');

/** What the operator reads: what stands against it, and what to do. */
const REFUSALS = {
  'no-such-letter': {
    zh: '没有这封死信。请用 list 查看编号，整段复制',
    en: 'There is no such dead letter: copy its whole id from list',
  },
  settled: { zh: '已经处理，不再更改', en: 'It is settled already, and stays so' },
  unreadable: {
    zh: '仍然无法读取，未发送。请先改正内容（--with 文件），或升级汇总服务后再试',
    en: 'It cannot be read still, and was not sent: mend it (--with FILE), or upgrade the aggregator first',
  },
  'other-event': {
    zh: '与死信不是同一事件（村庄、序号或事件编号不同），未发送。请核对文件',
    en: 'It is another event than that of the letter (village, number or id differ), and was not sent: check the file',
  },
  'number-taken': {
    zh: '这一序号已有另一事件，不能重发。请由部门另行上报，再用 discard 作废这一封',
    en: 'Another event has its number, so it cannot be redriven: let the bureau report it anew, then discard this one',
  },
  'no-such-reason': {
    zh: `作废原因须为代码之一：${codes}`,
    en: `The reason must be one of these codes: ${codes}`,
  },
} as const satisfies Record<string, Text>;

/** A dead letter is not settled, for a reason that is told; nothing was sent. */
export class LetterRefused extends Error {
  readonly zh: string;
  readonly en: string;

  constructor(
    readonly rule: keyof typeof REFUSALS,
    more?: Text | Settlement,
  ) {
    const { zh, en } = REFUSALS[rule];
    super(rule);
    const told = more && ('zh' in more ? more : settledBy(more));
    this.zh = told ? `${zh}：${told.zh}` : zh;
    this.en = told ? `${en}: ${told.en}` : en;
  }
}

/** Who settled it, when and how. */
export function settledBy({ outcome, by, why, since }: Settlement): Text {
  const reason = why === undefined ? undefined : (DISCARDED_AS[why] ?? { zh: why, en: why });
  const [zh, en] = outcome === 'redriven' ? ['重发', 'redriven'] : ['作废', 'discarded'];
  return {
    zh: `${since} 由 ${by} ${zh}${reason ? `（${reason.zh}）` : ''}`,
    en: `${en} by ${by} at ${since}${reason ? ` (${reason.en})` : ''}`,
  };
}
