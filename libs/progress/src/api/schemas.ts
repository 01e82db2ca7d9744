import { STATUSES } from '@jiedui/programme';
import {
  flag,
  integer,
  list,
  number,
  object,
  orNull,
  pair,
  text,
  type Members,
  type Schema,
} from '@jiedui/service-host';

export const DAY: Schema = { type: 'string', format: 'date' };
export const INSTANT: Schema = { type: 'string', format: 'date-time' };
export const STATUS: Schema = { type: 'string', enum: [...STATUSES] };
export const WORDS = { zh: text(), en: text() };
export const LIT = { ...WORDS, light: text('颜色 Colour of the light') };
export const COUNTS = object(
  Object.fromEntries(STATUSES.map((status) => [status, integer()])),
  '各状态村数 Villages per status',
);

/** What every answer says beside its content. */
export const dated = (members: Members, description: string): Schema =>
  object(
    {
      asOf: { ...DAY, description: '截至日 The day that the figures are as of' },
      asKnownAt: orNull({ ...INSTANT, description: '只计至此刻已登记的事项 Only what was recorded by then' }),
      'final?': flag('此后登记的事项不会再改变该数 Nothing that comes can change it (with asKnownAt)'),
      'mayStillChange?': list(text(), '还可能改变该数的领域 Areas that may still add to it (with asKnownAt)'),
      ...members,
      fresh: FRESH,
    },
    description,
  );

export const FRESH: Schema = {
  type: 'object',
  description: '各领域数据的新鲜程度 How fresh the figures are, per area',
  additionalProperties: object({
    time: orNull({ ...INSTANT, description: '已计入的最近事项的登记时间 Time of the latest event counted' }),
    knownThrough: orNull({
      ...INSTANT,
      description: '此前登记的事项已全部计入 Everything recorded before it is counted',
    }),
    stale: flag(
      '此后登记的事项尚未计入，或未能确认 What it recorded since is not counted, or not established',
    ),
    events: integer('已计入的事项数 Events counted'),
    lag: { type: ['integer', 'null'], description: '在途事项数 Events on their way' },
    gaps: integer('缺号待补的村数 Villages that wait for a missing event'),
    incomplete: integer('不完整：无法读取的事项数 Events that could not be read'),
    conflicts: integer('序号冲突数 Numbers that were used twice'),
  }),
};

export const WAITING = dated(
  {
    progress: object({ done: integer(), of: integer(), percent: integer() }, '已计算的村数 Villages done'),
    retryAfter: integer('秒 Seconds'),
    message: object(WORDS),
  },
  '正在计算，请稍后再查 Being computed: ask again shortly',
);

export const FRAME = object(
  {
    id: text(),
    ...WORDS,
    start: DAY,
    deadline: DAY,
    daysLeft: integer('距截止日天数 Days to the deadline'),
    expected: pair('序时进度 e(D)'),
    expectedDecimal: number(),
  },
  '时间框架 The frame of the programme',
);

export const NAMED_INDICATOR = {
  indicator: text(),
  area: text(),
  ...WORDS,
  kind: text(),
  target: flag('承诺指标 One of the promised targets'),
};

export const CATALOGUE = dated(
  {
    frame: FRAME,
    statuses: list(object({ status: STATUS, ...LIT })),
    kinds: list(object({ kind: text(), ...WORDS, metWhen: object(WORDS) })),
    areas: list(
      object({
        area: text(),
        ...WORDS,
        bureau: object(WORDS),
        survey: flag('须先完成摸底 Needs a complete survey'),
      }),
    ),
    indicators: list(
      object({
        ...NAMED_INDICATOR,
        clause: text('出处条文 The clause that it comes from'),
        'note?': text(),
        'unit?': text(),
        formula: {
          type: 'object',
          description: '公式：指标量与要求 Measures and threshold',
          additionalProperties: true,
        },
      }),
    ),
  },
  '指标目录 The catalogue',
);

const OVERVIEW = {
  villages: integer('计入的村数 Villages counted'),
  reached: integer('达标村数 Villages that met every target'),
  meanScore: { type: ['number', 'null'], description: '平均得分 Mean of the scores' } as Schema,
  areas: list(object({ area: text(), ...WORDS, lights: COUNTS })),
  indicators: list(
    object({
      ...NAMED_INDICATOR,
      counts: COUNTS,
      'numerator?': integer('分子合计（覆盖率） Sum, coverage'),
      'denominator?': integer('分母合计（覆盖率） Sum, coverage'),
      'share?': orNull(number('分子÷分母，仅供显示 For display')),
      'outstanding?': integer('未销号合计（清零） Sum, clearance'),
      'cleared?': integer('已销号合计（清零） Sum, clearance'),
      'total?': integer('合计（监测量） Sum, volume'),
      'median?': { ...pair('中位数（年度指标），精确 Median, exact'), type: ['array', 'null'] },
      'medianDecimal?': orNull(number()),
    }),
  ),
};

export const DISTRICT_NAME = object({ code: text(), ...WORDS });
export const CITY = dated({ frame: FRAME, ...OVERVIEW }, '全市 The city');
export const DISTRICT = dated({ frame: FRAME, district: DISTRICT_NAME, ...OVERVIEW }, '一个区 A district');
export const DISTRICT_LIST = dated(
  { frame: FRAME, districts: list(object({ district: DISTRICT_NAME, ...OVERVIEW })) },
  '各区 The districts',
);
