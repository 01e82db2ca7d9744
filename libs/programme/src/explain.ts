import type { Text } from './area';
import type { AsOfDay } from './as-of';
import { explainValue, type FormulaInput } from './explain-value';
import { MILESTONE_DAYS } from './judge';
import { STATUS_TEXT, type Evaluation, type Indicator, type Measures } from './programme';
import { both, grouped, percent } from './wording';

export interface FormulaStep extends Text {
  readonly about: 'value' | 'survey' | 'progress' | 'elapsed' | 'status';
}

/** How value, progress and status of an indicator follow from the measures (spec section 3). */
export interface Formula {
  readonly inputs: readonly FormulaInput[];
  /** In the order of the argument; texts without markup. */
  readonly steps: readonly FormulaStep[];
}

/** Explains `evaluation`, which {@link evaluate} made of the same indicator, measures and day. */
export function formula(
  indicator: Indicator,
  evaluation: Evaluation,
  measures: Measures,
  on: AsOfDay,
): Formula {
  const { inputs, texts, progress } = explainValue(indicator, measures, on);
  return {
    inputs,
    steps: [
      ...steps('value', texts),
      ...steps('survey', surveyTexts(indicator, evaluation)),
      ...steps('progress', progressTexts(evaluation, progress)),
      ...steps('elapsed', elapsedTexts(indicator, evaluation, on)),
      ...steps('status', [statusText(indicator, evaluation, on)]),
    ],
  };
}

const steps = (about: FormulaStep['about'], texts: readonly Text[]): readonly FormulaStep[] =>
  texts.map(({ zh, en }) => ({ about, zh, en }));

function surveyTexts({ surveyedSlot }: Indicator, { provisional }: Evaluation): readonly Text[] {
  if (surveyedSlot === undefined) return [];
  return provisional
    ? [
        both(
          '摸底未完成：数值为暂定，不能判为达标',
          'the survey is not complete: provisional, it cannot be met yet',
        ),
      ]
    : [both('摸底已完成', 'the survey is complete')];
}

function progressTexts({ progress }: Evaluation, definition: Text | undefined): readonly Text[] {
  if (!progress || !definition) return [];
  const share = percent(progress.num, progress.den);
  const p = `${grouped(progress.num)}/${grouped(progress.den)}`;
  return [
    both(
      `进度 p = ${definition.zh} = ${p}（${share.zh}）`,
      `progress p = ${definition.en} = ${p} (${share.en})`,
    ),
  ];
}

function elapsedTexts({ def }: Indicator, { progress, status }: Evaluation, on: AsOfDay): readonly Text[] {
  if (!progress || status === 'met' || def.kind === 'activity' || def.kind === 'rising-share') return [];
  const { day, elapsed, total, daysLeft } = on;
  const { deadline } = on.frame;
  if (daysLeft < 0)
    return [
      both(`已过截止日${deadline}共${-daysLeft}天`, `${-daysLeft} days after the deadline ${deadline}`),
    ];
  if (def.kind === 'milestone')
    return [both(`距截止日${deadline}还有${daysLeft}天`, `${daysLeft} days to the deadline ${deadline}`)];
  const share = percent(elapsed, total);
  return [
    both(
      `时序 e(${day}) = ${elapsed}/${total}（${share.zh}）`,
      `elapsed e(${day}) = ${elapsed}/${total} (${share.en})`,
    ),
  ];
}

function statusText(indicator: Indicator, { status, provisional }: Evaluation, on: AsOfDay): Text {
  const because = reason(indicator, status, provisional, on);
  const { zh, en } = STATUS_TEXT[status];
  return both(`${because.zh}：${zh}`, `${because.en}: ${en.toLowerCase()}`);
}

function reason({ def }: Indicator, status: Evaluation['status'], provisional: boolean, on: AsOfDay): Text {
  const milestone = def.kind === 'milestone';
  const undated = def.kind === 'activity' || def.kind === 'rising-share';
  switch (status) {
    case 'info':
      return both('不设目标', 'no target is set');
    case 'no-data':
      return provisional
        ? both('没有记录，摸底也未完成', 'nothing is recorded and the survey is not complete')
        : both('没有可用的数据', 'there is nothing to go by');
    case 'met':
      return both('达到要求', 'what is asked is reached');
    case 'overdue':
      return both(`${on.frame.deadline}截止后仍未达到`, `not reached by the deadline ${on.frame.deadline}`);
    case 'on-track':
      return milestone
        ? both(`距截止日不少于${MILESTONE_DAYS}天`, `at least ${MILESTONE_DAYS} days are left`)
        : both('p ≥ e', 'p ≥ e');
    case 'lagging':
      if (milestone)
        return both(`距截止日不足${MILESTONE_DAYS}天`, `less than ${MILESTONE_DAYS} days are left`);
      return undated ? both('1/2 ≤ p < 1', '1/2 ≤ p < 1') : both('0.8 e ≤ p < e', '0.8 e ≤ p < e');
    case 'off-track':
      return undated ? both('p < 1/2', 'p < 1/2') : both('p < 0.8 e', 'p < 0.8 e');
  }
}
