import { STATUSES } from '@jiedui/programme';
import { STEPS } from '../queries/history';

/** A JSON Schema as OpenAPI 3.1 takes it. */
export interface Schema {
  readonly type?: string | string[];
  readonly description?: string;
  readonly format?: string;
  readonly enum?: string[];
  readonly items?: Schema;
  readonly properties?: Record<string, Schema>;
  readonly required?: string[];
  readonly additionalProperties?: boolean | Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
}

type Members = Readonly<Record<string, Schema>>;

/** An object with exactly these members; a name that ends in `?` may be missing. */
const object = (members: Members, description?: string): Schema => ({
  type: 'object',
  ...(description !== undefined && { description }),
  properties: Object.fromEntries(Object.entries(members).map(([name, schema]) => [name.replace('?', ''), schema])),
  required: Object.keys(members).filter((name) => !name.endsWith('?')),
  additionalProperties: false,
});
const list = (items: Schema, description?: string): Schema => ({
  type: 'array',
  items,
  ...(description !== undefined && { description }),
});
const text = (description?: string): Schema => ({ type: 'string', ...(description !== undefined && { description }) });
const integer = (description?: string): Schema => ({ ...text(description), type: 'integer' });
const number = (description?: string): Schema => ({ ...text(description), type: 'number' });
const flag = (description?: string): Schema => ({ ...text(description), type: 'boolean' });
const orNull = (schema: Schema): Schema => ({ ...schema, type: [schema.type as string, 'null'] });
const pair = (description: string): Schema => ({ ...list(integer(), description), minItems: 2, maxItems: 2 });

const DAY: Schema = { type: 'string', format: 'date' };
const INSTANT: Schema = { type: 'string', format: 'date-time' };
const STATUS: Schema = { type: 'string', enum: [...STATUSES] };
const WORDS = { zh: text(), en: text() };
const LIT = { ...WORDS, light: text('颜色 Colour of the light') };
const COUNTS = object(Object.fromEntries(STATUSES.map((status) => [status, integer()])), '各状态村数 Villages per status');

/** What every answer says beside its content. */
const dated = (members: Members, description: string): Schema =>
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

const FRESH: Schema = {
  type: 'object',
  description: '各领域数据的新鲜程度 How fresh the figures are, per area',
  additionalProperties: object({
    time: orNull({ ...INSTANT, description: '已计入的最近事项的登记时间 Time of the latest event counted' }),
    knownThrough: orNull({ ...INSTANT, description: '此前登记的事项已全部计入 Everything recorded before it is counted' }),
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

const FRAME = object(
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

const NAMED_INDICATOR = { indicator: text(), area: text(), ...WORDS, kind: text(), target: flag('承诺指标 One of the promised targets') };

export const CATALOGUE = dated(
  {
    frame: FRAME,
    statuses: list(object({ status: STATUS, ...LIT })),
    kinds: list(object({ kind: text(), ...WORDS, metWhen: object(WORDS) })),
    areas: list(object({ area: text(), ...WORDS, bureau: object(WORDS), survey: flag('须先完成摸底 Needs a complete survey') })),
    indicators: list(
      object({
        ...NAMED_INDICATOR,
        clause: text('出处条文 The clause that it comes from'),
        'note?': text(),
        'unit?': text(),
        formula: { type: 'object', description: '公式：指标量与要求 Measures and threshold', additionalProperties: true },
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

const DISTRICT_NAME = object({ code: text(), ...WORDS });
export const CITY = dated({ frame: FRAME, ...OVERVIEW }, '全市 The city');
export const DISTRICT = dated({ frame: FRAME, district: DISTRICT_NAME, ...OVERVIEW }, '一个区 A district');
export const DISTRICT_LIST = dated(
  { frame: FRAME, districts: list(object({ district: DISTRICT_NAME, ...OVERVIEW })) },
  '各区 The districts',
);

const EVALUATION = {
  status: STATUS,
  value: {
    type: ['boolean', 'integer', 'array', 'null'],
    items: integer(),
    description: '值：是否、数，或两个整数；无数据为 null A flag, a number, or two integers; null without data',
  } as Schema,
  progress: { ...pair('进度，精确分数 Progress, exact'), type: ['array', 'null'] },
  progressDecimal: orNull(number('仅供显示，向下取四位小数 For display, rounded down')),
  provisional: flag('暂定：摸底未完成 The survey is not complete'),
};
const YEARS = { 'years?': list(integer(), '所指年度 The years that it speaks of') };

const LIGHTS: Schema = { type: 'object', description: '各领域灯 Light per area', additionalProperties: STATUS };

export const VILLAGE_LIST = dated(
  {
    total: integer('符合条件的村数，即逐页可取得的行数 Villages that pass the filter'),
    villages: list(
      object({
        code: text(),
        name: orNull(text()),
        district: text(),
        townName: orNull(text()),
        score: number('得分，仅供显示 For display'),
        targets: integer(),
        targetsMet: integer(),
        reached: flag('达标 Every target is met'),
        lights: LIGHTS,
        ...Object.fromEntries(Object.entries(EVALUATION).map(([name, schema]) => [`${name}?`, schema])),
      }),
    ),
    next: orNull(text('下一页的 cursor The cursor of the next page')),
  },
  '村庄列表 Villages',
);

const UNIT = object({ name: text(), level: orNull(text()) }, '帮扶单位 Supporting unit');
const TEAM = object({ id: text(), leader: orNull(text()), members: orNull(integer()) }, '驻村工作组 Resident team');

export const VILLAGE = dated(
  {
    frame: FRAME,
    village: object({
      code: text(),
      registered: flag('此时名录中是否已有 Whether the registry named it by then'),
      'name?': text(),
      'townName?': text(),
      'district?': DISTRICT_NAME,
      'households?': orNull(integer()),
      'population?': orNull(integer()),
      'longitude?': orNull(number()),
      'latitude?': orNull(number()),
      'supportingUnit?': orNull(UNIT),
      'residentTeam?': orNull(TEAM),
      'merged?': orNull(object({ into: text(), on: DAY }, '已并入 Merged into another')),
    }),
    reached: flag('达标 Every target is met'),
    targets: integer(),
    targetsMet: integer(),
    score: pair('得分，精确 Score, exact'),
    scoreDecimal: number(),
    areas: list(
      object({
        area: text(),
        ...WORDS,
        light: STATUS,
        words: object(LIT),
        'provisional?': flag('摸底未完成 The survey is not complete'),
        villageseq: integer('已计入至本村本领域第几号事项 Counted up to this event'),
        incomplete: flag('不完整 An event could not be read'),
        gap: orNull(object({ missing: integer(), seen: integer(), since: INSTANT }, '缺号 A missing event')),
        holes: list(object({ villageseq: integer(), reason: text(), since: INSTANT })),
        conflicts: integer(),
      }),
    ),
    indicators: list(object({ ...NAMED_INDICATOR, 'unit?': text(), ...EVALUATION, ...YEARS, words: object(LIT) })),
  },
  '一村一档 One village whole',
);

export const HISTORY = dated(
  {
    village: text(),
    indicator: text(),
    from: DAY,
    to: DAY,
    step: { type: 'string', enum: [...STEPS] },
    points: list(object({ day: DAY, ...EVALUATION, ...YEARS })),
  },
  '历史：首日、各步末日、末日的值 The first day, the end of each step, the last day',
);

export const EXPLANATION = dated(
  {
    village: text(),
    indicator: object({ ...NAMED_INDICATOR, clause: text() }),
    ...EVALUATION,
    ...YEARS,
    formula: object({
      inputs: list(object({ name: text(), 'year?': integer(), 'since?': DAY, sum: integer() })),
      steps: list(object({ about: text(), ...WORDS })),
    }),
    totals: list(
      object({
        measure: text(),
        sum: integer('全部事项贡献之和 What all contributions add up to'),
        'years?': list(object({ year: integer(), sum: integer(), count: integer() })),
      }),
    ),
    references: list(object({ name: text(), year: integer(), fen: integer(), time: INSTANT }), '所用的全市数值 The city values'),
    total: integer('事项数 Events, on all pages'),
    events: list(
      object({
        villageseq: integer(),
        id: text(),
        type: text(),
        'zh?': text(),
        'en?': text(),
        bureau: object(WORDS),
        time: INSTANT,
        occurredOn: DAY,
        'corrects?': text('被更正事项的编号 Id of the event that it corrects'),
        records: list(object({ record: text(), id: text(), ...WORDS })),
        contributions: list(
          object({ measure: text(), effectiveOn: DAY, sum: integer(), 'year?': integer(), 'count?': integer() }),
        ),
      }),
    ),
    next: orNull(text()),
  },
  '一个数由哪些事项构成 The events that made a number',
);
