import { flag, integer, list, number, object, orNull, text, type Schema } from '@jiedui/service-host';
import { EVALUATION, TEAM, UNIT, VALUE, YEARS } from './village-schemas';
import { COUNTS, DAY, dated, DISTRICT_NAME, FRAME, INSTANT, LIT, STATUS, WORDS } from './schemas';

const VILLAGE_NAME = object({
  code: text(),
  name: orNull(text()),
  district: DISTRICT_NAME,
  townName: orNull(text()),
});
const THEN_AND_NOW = object({ before: integer(), now: integer() });

export const CHANGES = dated(
  {
    since: { ...DAY, description: '与之比较的日期 The earlier day' },
    villages: THEN_AND_NOW,
    reached: THEN_AND_NOW,
    indicators: list(
      object({
        indicator: text(),
        metBefore: integer('当时已达标村数 Villages that met it then'),
        met: integer(),
        better: integer('状态转好的村数 Villages whose status got better'),
        worse: integer('状态转差的村数 Villages whose status got worse'),
      }),
    ),
    total: integer('符合条件的变化数 Changes that pass the filter'),
    changes: list(object({ village: VILLAGE_NAME, indicator: text(), before: STATUS, after: STATUS })),
  },
  '环比 What differs between two days',
);

export const ATTENTION = dated(
  {
    since: { ...DAY, description: '灯与之比较的日期 The day that lights are compared with' },
    targets: integer('承诺指标数 Targets'),
    total: integer('需要关注的村数 Villages that need someone'),
    villages: list(
      object({
        village: VILLAGE_NAME,
        behind: integer('严重滞后或逾期的承诺指标数 Targets off track or overdue'),
        mostBehind: flag('是否过半 Whether they are most of the targets'),
        worse: list(
          object({ area: text(), before: STATUS, after: STATUS }),
          '转差的灯 Lights that got worse',
        ),
      }),
    ),
  },
  '需要关注的村 Villages that need someone',
);

export const TREND = dated(
  {
    points: list(
      object({
        day: DAY,
        villages: integer(),
        reached: integer(),
        areas: list(object({ area: text(), lights: COUNTS })),
        met: {
          type: 'object',
          description: '各承诺指标的达标村数 Villages that met each target',
          additionalProperties: integer(),
        },
      }),
      '各月末及截至日 The ends of months, and the day itself',
    ),
  },
  '走势 A trend',
);

const FORECAST: Schema = {
  ...object(
    {
      atDeadline: object({ low: number(), middle: number(), high: number() }, '截止日的进度 At the deadline'),
      perMonth: number('每三十天的进度 Progress in thirty days'),
      reachedOn: orNull({ ...DAY, description: '按此走势达标之日 When the line reaches 1' }),
      verdict: { type: 'string', enum: ['reached', 'likely', 'uncertain', 'unlikely'] },
      months: integer('所依据的月数 Months that it is drawn through'),
    },
    '按近十二个月的稳健直线推算；数据不足四个月或里程碑类为 null ' +
      'A robust line through the last twelve months; null below four months of data and for milestones',
  ),
  type: ['object', 'null'],
};

export const COURSE = dated(
  {
    village: text(),
    days: list(DAY, '各月末及截至日 The ends of months, and the day itself'),
    indicators: list(
      object({
        indicator: text(),
        values: list(VALUE),
        progress: list(orNull(number()), '仅供显示 For display'),
        forecast: FORECAST,
      }),
    ),
  },
  '一村各指标的历程与预测 How the indicators of a village came here, and where they lead',
);

export const TIMELINE = dated(
  {
    village: text(),
    total: integer(),
    events: list(
      object({
        area: text(),
        villageseq: integer(),
        id: text(),
        type: text(),
        'zh?': text(),
        'en?': text(),
        bureau: object(WORDS),
        time: INSTANT,
        occurredOn: DAY,
        'corrects?': text(),
        records: list(object({ record: text(), id: text(), ...WORDS })),
      }),
    ),
    next: orNull(text()),
  },
  '一村的全部事项，最近登记的在前 The events of a village, the latest recorded first',
);

export const LIGHT = dated(
  {
    village: text(),
    area: text(),
    light: STATUS,
    words: object(LIT),
    since: orNull({
      ...DAY,
      description: '自哪天起一直如此；null 为开始以来 Since when; null: since the start',
    }),
    deciding: list(object({ indicator: text(), ...EVALUATION, ...YEARS }), '决定此灯的指标 What decides it'),
    responsible: object({
      bureau: object(WORDS),
      district: orNull(DISTRICT_NAME),
      supportingUnit: orNull(UNIT),
      residentTeam: orNull(TEAM),
    }),
  },
  '一个灯的说明 A light explained',
);

const PLACE = {
  villages: integer(),
  reached: integer(),
  meanScore: { type: ['number', 'null'] } as Schema,
  targets: list(object({ indicator: text(), area: text(), ...WORDS, counts: COUNTS })),
};

export const REPORT = dated(
  {
    fingerprint: text('数据指纹：data 的 JSON 文本的 SHA-256 SHA-256 of the JSON text of `data`'),
    data: object({
      frame: FRAME,
      asOf: DAY,
      asKnownAt: orNull(INSTANT),
      district: orNull(DISTRICT_NAME),
      areas: list(object({ area: text(), ...WORDS })),
      places: list(object({ district: DISTRICT_NAME, ...PLACE })),
      whole: object(PLACE),
      villages: orNull(
        list(
          object({
            code: text(),
            name: orNull(text()),
            townName: orNull(text()),
            targetsMet: integer(),
            score: number(),
            lights: { type: 'object', additionalProperties: STATUS },
          }),
          '一个区的村（按镇），全市或过多时为 null Villages of a district; null for the city or too many',
        ),
      ),
    }),
  },
  '通报 A report',
);
