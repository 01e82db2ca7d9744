import { STEPS } from '../queries/history';
import { flag, integer, list, number, object, orNull, pair, text, type Schema } from '@jiedui/service-host';
import { DAY, dated, DISTRICT_NAME, FRAME, INSTANT, LIT, NAMED_INDICATOR, STATUS, WORDS } from './schemas';

export const VALUE: Schema = {
  type: ['boolean', 'integer', 'array', 'null'],
  items: integer(),
  description: '值：是否、数，或两个整数；无数据为 null A flag, a number, or two integers; null without data',
};
export const EVALUATION = {
  status: STATUS,
  value: VALUE,
  progress: { ...pair('进度，精确分数 Progress, exact'), type: ['array', 'null'] },
  progressDecimal: orNull(number('仅供显示，向下取四位小数 For display, rounded down')),
  provisional: flag('暂定：摸底未完成 The survey is not complete'),
};
export const YEARS = { 'years?': list(integer(), '所指年度 The years that it speaks of') };

const LIGHTS: Schema = {
  type: 'object',
  description: '各领域灯 Light per area',
  additionalProperties: STATUS,
};

export const VILLAGE_LIST = dated(
  {
    total: integer('符合条件的村数，即逐页可取得的行数 Villages that pass the filter'),
    villages: list(
      object({
        code: text(),
        name: orNull(text()),
        district: DISTRICT_NAME,
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
    'place?': orNull(
      integer('placeOf 之前的行数；不在列表中为 null Rows before `placeOf`; null: it is not in the list'),
    ),
  },
  '村庄列表 Villages',
);

export const UNIT = object({ name: text(), level: orNull(text()) }, '帮扶单位 Supporting unit');
export const TEAM = object(
  { id: text(), leader: orNull(text()), members: orNull(integer()) },
  '驻村工作组 Resident team',
);

const POSITION = {
  villageseq: integer('已计入至本村本领域第几号事项 Counted up to this event'),
  incomplete: flag('不完整 An event could not be read'),
  gap: orNull(object({ missing: integer(), seen: integer(), since: INSTANT }, '缺号 A missing event')),
  holes: list(object({ villageseq: integer(), reason: text(), since: INSTANT })),
  conflicts: integer(),
};

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
    registry: object(POSITION, '名录的事项 Events of the registry'),
    areas: list(
      object({
        area: text(),
        ...WORDS,
        light: STATUS,
        words: object(LIT),
        'provisional?': flag('摸底未完成 The survey is not complete'),
        ...POSITION,
      }),
    ),
    indicators: list(
      object({ ...NAMED_INDICATOR, 'unit?': text(), ...EVALUATION, ...YEARS, words: object(LIT) }),
    ),
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
        ...WORDS,
        definition: {
          type: 'object',
          description: '统计哪些记录 Which records it counts',
          additionalProperties: true,
        },
        sum: integer('全部事项贡献之和 What all contributions add up to'),
        'years?': list(object({ year: integer(), sum: integer(), count: integer() })),
      }),
    ),
    references: list(
      object({ name: text(), year: integer(), fen: integer(), time: INSTANT }),
      '所用的全市数值 The city values',
    ),
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
          object({
            measure: text(),
            effectiveOn: DAY,
            sum: integer(),
            'year?': integer(),
            'count?': integer(),
          }),
        ),
      }),
    ),
    next: orNull(text()),
  },
  '一个数由哪些事项构成 The events that made a number',
);
