import {
  badParameter,
  integerParameter,
  oneOf,
  Problem,
  readQuery,
  severalOf,
  type Values,
} from '@jiedui/service-host';
import { writeWorkbook } from '@jiedui/spreadsheet';
import type { FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { Bureau } from '../bureau';
import { shownWith } from '../private-store/persons';
import type { RecordView } from '../records/record-store';
import { newTemplate } from '../spreadsheet/marks';
import { MOST_ROWS } from '../spreadsheet/read-rows';
import { kept, type SheetPlan } from '../spreadsheet/sheet-plan';
import { templateSheets, type Listed, type NamedVillage } from '../spreadsheet/template';
import { allRecords } from './all-records';
import { listParameters, queryOf } from './record-query';

export const BLANK_ROWS = 500;
/** So many rows a template has, prefilled and blank: what an import reads, with room for more. */
const MOST_TEMPLATE_ROWS = 20_000;
/** A longer list of villages would be longer than the work. */
const MOST_VILLAGES = 5_000;

/** Makes templates: the sheets of a kind of record, with its present records. */
export class TemplateDesk {
  constructor(
    private readonly bureau: Bureau,
    private readonly kind: string,
    /** The sheets of that kind. */
    private readonly plans: readonly SheetPlan[],
    private readonly log: Logger,
  ) {}

  async make(request: FastifyRequest): Promise<{ readonly name: string; readonly file: Buffer }> {
    const { def } = this.bureau;
    const { area } = def;
    const { kind } = this;
    const record = area.records[kind]!;
    const {
      command,
      rows = BLANK_ROWS,
      personal = [],
      ...filters
    } = readQuery(request.query, templateParameters(record, this.plans));
    const plans = command ? this.plans.filter(({ form }) => command.includes(form.path)) : this.plans;
    const blank = rows * plans.filter(({ isBlank }) => isBlank).length;
    const records = await this.recordsOf(plans, filters, MOST_TEMPLATE_ROWS - blank);
    if (personal.length) this.note(request, kind, personal, records);
    const sheets = templateSheets(def, {
      ...{
        plans,
        personal,
        blankRows: rows,
        villages: this.villages(filters),
        nameOf: villageNames(this.bureau),
      },
      marks: { area: area.id, kind, template: newTemplate() },
      records: personal.length ? await this.withPersonal(records, personal) : records,
    });
    return { name: `${record.zh}-导入模板.xlsx`, file: await writeWorkbook(sheets) };
  }

  /** The present records of each kind that a sheet lists; a filter on a field holds for the kind asked for. */
  private async recordsOf(
    plans: readonly SheetPlan[],
    { village, district, ...where }: Filters,
    most: number,
  ): Promise<ReadonlyMap<string, readonly Listed[]>> {
    const places = { ...(village !== undefined && { village }), ...(district !== undefined && { district }) };
    const found = new Map<string, RecordView[]>();
    let left = most;
    if (left < 0) throw tooMany();
    for (const { lists } of plans) {
      if (lists === undefined) continue;
      const some = found.get(lists) ?? [];
      if (!found.has(lists)) {
        const query = queryOf(lists, lists === this.kind ? { ...places, ...where } : places);
        for await (const record of allRecords(this.bureau.records, query)) {
          some.push(record);
          if (some.length > left) throw tooMany();
        }
        found.set(lists, some);
      }
      left -= some.length;
      if (left < 0) throw tooMany();
    }
    return found;
  }

  private async withPersonal(
    records: ReadonlyMap<string, readonly Listed[]>,
    fields: readonly string[],
  ): Promise<ReadonlyMap<string, readonly Listed[]>> {
    const { def, privateStore } = this.bureau;
    const known = new Map<string, readonly Listed[]>();
    for (const [kind, some] of records) {
      const listed: Listed[] = [];
      for (const record of some) {
        const isShown = shownWith(def, record.timeline.facts);
        const values = Object.entries((await privateStore.get(record, isShown)) ?? {});
        const personal = Object.fromEntries(values.filter(([field]) => fields.includes(field)));
        listed.push({ ...record, personal });
      }
      known.set(kind, listed);
    }
    return known;
  }

  /** Reading personal fields is told the log: who, which fields, of how many records. */
  private note(
    { actor, id }: FastifyRequest,
    kind: string,
    fields: readonly string[],
    records: ReadonlyMap<string, readonly unknown[]>,
  ): void {
    const count = [...records.values()].reduce((sum, some) => sum + some.length, 0);
    const audit = 'personal fields read';
    const area = this.bureau.def.area.id;
    this.log.info({ audit, actor, area, kind, fields, records: count, correlationId: id }, 'audit');
  }

  private villages({ village, district = '' }: Filters): readonly NamedVillage[] {
    const known = [...this.bureau.reference.villages()].filter(
      ({ code, merged }) =>
        !merged && code.startsWith(district) && (village === undefined || code === village),
    );
    return known.length > MOST_VILLAGES ? [] : known.sort((a, b) => (a.code < b.code ? -1 : 1));
  }
}

/** The name of a village; the registry itself asks nobody and knows only codes. */
export const villageNames =
  ({ reference }: Bureau) =>
  (code: string): string | undefined => {
    const name = reference.findVillage(code)?.name;
    return name === code ? undefined : name;
  };

/** The filters of the kind's list, and what the template shall hold. */
export function templateParameters(
  record: Parameters<typeof listParameters>[0],
  plans: readonly SheetPlan[],
) {
  const { limit: _, cursor: __, removed: ___, sort: ____, ...filters } = listParameters(record);
  const fields = new Set(
    plans.flatMap(({ kept: columns }) => columns.map(({ id }) => id.slice(kept('').length))),
  );
  return {
    ...filters,
    command: severalOf(oneOf(...plans.map(({ form }) => form.path))),
    rows: integerParameter(0, MOST_ROWS),
    ...(fields.size && { personal: severalOf(oneOf(...fields)) }),
  };
}

type Filters = Omit<Values<ReturnType<typeof templateParameters>>, 'command' | 'rows' | 'personal'>;

const tooMany = (): Problem =>
  new Problem('invalid-parameters', {
    violations: [
      badParameter('command', {
        zh: `须缩小范围：模板将超过 ${MOST_TEMPLATE_ROWS} 行（每个办理事项一张工作表，各列出现有记录）。请用 command 只选要办的事项，用 village、district、字段筛选，或减少空行 rows`,
        en: `must be narrowed: the template would have more than ${MOST_TEMPLATE_ROWS} rows, for each sheet lists the present records. Choose commands, filter by village, district or a field, or ask for fewer blank rows`,
      }),
    ],
  });
