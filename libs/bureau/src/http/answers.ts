import type { AreaDef, FieldType, RecordDef } from '@jiedui/programme';
import { flag, integer, list, object, text, type Schema } from '@jiedui/service-host';
import { XLSX } from '@jiedui/spreadsheet';
import { ApiOkResponse } from '@nestjs/swagger';

/** What the API answers, for its page. */
export const DAY: Schema = { type: 'string', format: 'date' };
export const INSTANT: Schema = { type: 'string', format: 'date-time' };
const WORDS = { zh: text(), en: text() };
const VILLAGE = text('村庄代码，或 city Village code, or `city`');
const VERSION = integer('版本，即 ETag Version, the ETag');
const SEQ = integer('本村本领域内的序号 Number within village and area');

export const ACCEPTED = object({
  village: VILLAGE,
  events: list(object({ id: text(), type: text(), villageseq: SEQ, time: INSTANT })),
  record: object({ kind: text(), id: text(), version: VERSION }),
  repeated: flag('此前已登记，未重复登记 Recorded before, nothing twice'),
});

export const IMPORT = object({
  id: text(),
  dryRun: flag('试导入：不登记 A dry run: nothing is recorded'),
  state: { type: 'string', enum: ['running', 'done', 'stopped'] },
  rows: integer('填写了的行 Rows that are filled in'),
  done: integer('已办的行 Rows that are dealt with'),
  accepted: integer(),
  repeated: integer('以前已登记的 Recorded by an earlier upload'),
  refused: integer(),
  wrong: list(
    object({
      sheet: text('工作表 Sheet'),
      row: integer('Excel 的行号 As Excel counts'),
      reasons: list(text()),
    }),
    '前 100 个有误的行 The first 100 wrong rows',
  ),
  'result?': text('退回文件的地址 Where the wrong rows are'),
});

export const DUE = object({
  today: DAY,
  until: DAY,
  due: list(
    object({
      day: DAY,
      overdue: flag('已逾期 The day is past'),
      kind: text(),
      village: VILLAGE,
      id: text(),
      what: object({
        name: text('名称；系统自行办理的为其事件 The event type, when it is issued'),
        ...WORDS,
      }),
      byService: flag('到日由系统自行办理 The service itself does it on that day'),
    }),
  ),
  'next?': text('下一页的 cursor The cursor of the next page'),
});

const fieldValue = (type: FieldType): Schema =>
  type === 'boolean' || type === 'integer' ? { type: [type, 'null'] } : { enum: [...type, null] };

const classification = ({ fields }: RecordDef): Schema => ({
  ...object(Object.fromEntries(Object.entries(fields).map(([name, type]) => [name, fieldValue(type)]))),
  type: ['object', 'null'],
  description: '公布的分类；已移除为 null Its published classification; null once it is removed',
});

const recordMembers = (def: RecordDef) => ({
  id: text(),
  version: VERSION,
  updatedAt: INSTANT,
  classification: classification(def),
  state: { description: '办理状态，随类别而定 State of its life cycle, as its kind has it' } as Schema,
});

export const recordList = (kind: string, def: RecordDef): Schema =>
  object({
    kind: { type: 'string', const: kind },
    'reflects?': integer('已计入至本村第几号事项 Counted up to this event of the village'),
    records: list(object({ village: VILLAGE, ...recordMembers(def) })),
    'next?': text('下一页的 cursor The cursor of the next page'),
  });

/** One record of any kind of the area. */
export const anyRecord = ({ records }: AreaDef): Schema => ({
  anyOf: Object.entries(records).map(([kind, def]) =>
    object({
      kind: { type: 'string', const: kind },
      village: VILLAGE,
      ...recordMembers(def),
      facts: list(
        object({
          eventId: text(),
          villageseq: SEQ,
          type: text(),
          title: object(WORDS),
          occurredOn: DAY,
          data: { type: 'object', additionalProperties: true },
        }),
        '所报事项 What was reported',
      ),
      published: list(
        object({ on: DAY, before: classification(def), after: classification(def) }),
        '公布的变化 What was published of it',
      ),
    }),
  ),
});

const KEY = { kind: text(), village: VILLAGE, id: text() };

export const PERSONAL = object({
  ...KEY,
  personal: { type: 'object', additionalProperties: text() },
  'erasedAt?': INSTANT,
});

export const ERASED = object({
  ...KEY,
  erasedAt: INSTANT,
  erased: list(
    object({ kind: text(), id: text(), reports: integer('删除了其个人信息的事项数 Reports without values') }),
  ),
});

/** A page of the log; the data of each event type stand in docs/events. */
export const eventList = ({ id, events }: AreaDef): Schema =>
  object({
    village: VILLAGE,
    head: integer('最近事项的序号 Number of the latest event'),
    events: list(
      object({
        specversion: { type: 'string', const: '1.0' },
        id: text(),
        source: text(),
        type: { type: 'string', enum: Object.keys(events).map((name) => `${id}.${name}`) },
        subject: VILLAGE,
        time: INSTANT,
        datacontenttype: { type: 'string', const: 'application/json' },
        dataschema: text(),
        partitionkey: VILLAGE,
        villageseq: SEQ,
        actor: text(),
        correlationid: text(),
        data: { type: 'object', required: ['occurredOn'], additionalProperties: true },
      }),
    ),
    'next?': integer('下一页的 from The `from` of the next page'),
  });

export const LOG_SUMMARY = object({ events: integer(), time: INSTANT });

const map = (of: Schema): Schema => ({ type: 'object', additionalProperties: of });
const OPEN: Schema = { type: 'object', additionalProperties: true };

export const CONTRACT = object({
  area: object({ id: text(), ...WORDS, bureau: object(WORDS), survey: flag() }),
  records: map(object({ ...WORDS, identity: text(), fields: map({ type: ['string', 'array'] }) })),
  events: map(
    object({
      ...WORDS,
      touches: list(text()),
      'creates?': text(),
      'issuedBy?': text(),
      fields: map(OPEN),
    }),
  ),
  labels: map(object({ ...WORDS, 'codes?': map(object(WORDS)) })),
  commands: list(
    object({
      name: text(),
      path: text(),
      ...WORDS,
      emits: text(),
      'creates?': text(),
      members: list(
        object({
          name: text(),
          label: object(WORDS),
          must: object(WORDS),
          optional: flag(),
          personal: flag(),
        }),
      ),
      schema: OPEN,
    }),
  ),
  'correction?': object({ path: text(), reasons: map(object(WORDS)) }),
  rules: map(object(WORDS)),
});

export const Workbook = (description: string) =>
  ApiOkResponse({ description, content: { [XLSX]: { schema: { type: 'string', format: 'binary' } } } });
