import { day, idField, village, type AreaDef } from '@jiedui/programme';
import type { Column } from '@jiedui/spreadsheet';
import type { BureauDef } from '../define-bureau';
import type { RecordKey } from '../domain/touched';
import { labelOf, type CommandForm } from '../http/command-form';
import type { Member } from '../http/form';
import { cellOfField, type AnyField, type FieldCell } from './cell-of-field';
import { inYuan, shownFields } from './record-columns';

/** A column of a command's sheet. */
export interface SheetColumn extends Column {
  /** `key`, `version`, `reason`, `village-name`, `now <field>`, or the member of the body that it fills. */
  readonly id: string;
  /** Of a member. */
  readonly cell?: FieldCell;
  readonly optional?: boolean;
}

/** The sheet of one command: each row of it that is filled in is a command. */
export interface SheetPlan {
  readonly form: CommandForm;
  /** In the clerk's words, at most 31 characters. */
  readonly name: string;
  readonly kinds: readonly string[];
  /** The kind whose present records are rows of it. */
  readonly lists?: string;
  /** It has blank rows: the command may open a record. */
  readonly isBlank: boolean;
  /** The command is about that very record: its version is the command's If-Match. */
  readonly isAbout: boolean;
  /** Members that a row of a present record says already. */
  readonly given: ReadonlySet<string>;
  readonly columns: readonly SheetColumn[];
  /** Personal values of the records that it lists, for the clerk to know them by; read back, they say nothing. */
  readonly kept: readonly SheetColumn[];
}

export const KEY = 'key';
export const VERSION = 'version';
export const VILLAGE_NAME = 'village-name';
export const now = (field: string): string => `now ${field}`;
export const kept = (field: string): string => `kept ${field}`;

/** A heading for comparing: spaces, the width of characters and the mark of what is needed do not count. */
export const bare = (heading: string): string => heading.normalize('NFKC').replace(/[\s*]/g, '');

/** The sheets of all commands; throws for what a sheet could not tell apart. */
export function sheetPlans(def: BureauDef, forms: readonly CommandForm[]): readonly SheetPlan[] {
  const plans = forms.map((form) => planOf(def, form));
  const names = new Set<string>();
  for (const { name, form, ...plan } of plans) {
    const columns = [...plan.columns, ...plan.kept];
    const headings = new Set(columns.map(({ heading }) => bare(heading)));
    if (names.has(name) || name.length > 31 || /[[\]:*?/\\]/.test(name))
      throw new Error(`command ${form.name}: "${name}" does not name a sheet of its own`);
    if (headings.size < columns.length) throw new Error(`command ${form.name}: two columns have one heading`);
    names.add(name);
  }
  return plans;
}

function planOf(def: BureauDef, form: CommandForm): SheetPlan {
  const { area, isRegistry } = def;
  const { touches } = area.events[form.def.emits]!;
  const { lists, isBlank } = rowsOf(def, form.def.emits);
  const { members } = form.form;
  const identity = lists && identityOf(area, lists);
  const given = new Set(lists ? ['village', identity!].filter((name) => name in members) : []);
  const column = (name: string) =>
    memberColumn(area, form, name, members[name]!, given.has(name) && !isBlank);
  const shown = lists ? shownFields(area, lists).filter(({ field }) => !given.has(field)) : [];
  return {
    form,
    name: form.def.zh,
    kinds: touches,
    ...(lists && { lists }),
    isBlank,
    isAbout: lists !== undefined && touches[0] === lists,
    given,
    kept: lists ? keptColumns(def, lists) : [],
    columns: [
      { ...hidden('行标识'), id: KEY },
      ...(lists ? [{ ...hidden('版本'), id: VERSION }] : []),
      ...('village' in members ? [column('village')] : []),
      ...('village' in members && !isRegistry ? [{ ...asGiven('村名', 14), id: VILLAGE_NAME }] : []),
      ...[...given].filter((name) => name !== 'village').map(column),
      ...shown.map(({ field, column }) => ({
        ...column,
        ...({ id: now(field), heading: `现${column.heading}`, tone: 'given' } as const),
      })),
      ...Object.keys(members)
        .filter((name) => name !== 'village' && !given.has(name))
        .map(column),
    ],
  };
}

/**
 * An event that needs a record gets a row for each that there is; one that opens a record, blank rows; one that
 * may do either, both. Where a village has but one record, opening it is what the event is for.
 */
function rowsOf({ area, kinds }: BureauDef, emits: string) {
  const { touches, creates } = area.events[emits]!;
  const opens = (kind: string) => kinds[kind]!.opens[emits] !== undefined;
  const lists = touches.find(
    (kind) =>
      kind !== creates &&
      kinds[kind]!.moves?.[emits] &&
      !(opens(kind) && area.records[kind]!.identity === 'village'),
  );
  return { lists, isBlank: lists === undefined || opens(lists) };
}

/** What the commands about a kind keep in the private store. */
const keptColumns = ({ area, commands }: BureauDef, kind: string): readonly SheetColumn[] => {
  const about = Object.values(commands).filter(({ emits }) => area.events[emits]!.touches.includes(kind));
  const fields = [...new Map(about.flatMap(({ personal = {} }) => Object.entries(personal)))];
  const isShared = (words: string) => fields.filter(([, { zh }]) => zh === words).length > 1;
  return fields.map(([field, { zh }]) => ({
    ...asGiven(`存档${zh}${isShared(zh) ? `（${field}）` : ''}`, 16),
    id: kept(field),
  }));
};

/** The record that a row of such a sheet is about, as far as it says so. */
export function recordOf(
  { records }: AreaDef,
  { lists: kind }: SheetPlan,
  { village, input }: { readonly village: string; readonly input: Readonly<Record<string, unknown>> },
): RecordKey | undefined {
  if (!kind) return undefined;
  const id = records[kind]!.identity === 'village' ? village : input[identityOf({ records }, kind)];
  return id === undefined ? undefined : { kind, village, id: String(id) };
}

/** The member of a command that says which record of the kind it means. */
const identityOf = ({ records }: Pick<AreaDef, 'records'>, kind: string): string => {
  const { identity } = records[kind]!;
  return identity === 'own' ? idField(kind) : identity;
};

function memberColumn(
  area: AreaDef,
  { def }: CommandForm,
  name: string,
  { label, requirement, optional }: Member,
  given: boolean,
): SheetColumn {
  const fields: Readonly<Record<string, AnyField>> = {
    ...{ village: village(), occurredOn: day() },
    ...area.events[def.emits]!.fields,
  };
  const field = fields[name] ?? { type: 'text', maxLength: def.personal![name]!.maxLength };
  const cell = cellOfField(field, labelOf(area, name), requirement);
  const { format, width, check, must } = cell;
  const heading = field.type === 'fen' ? inYuan(label.zh) : label.zh;
  return {
    ...{ id: name, format, width, cell, optional },
    heading: given || optional ? heading : `${heading}*`,
    tone: given ? 'given' : optional ? 'wanted' : 'needed',
    ...(check && !given && { check }),
    ...(!given && { prompt: `${optional ? '可以不填。' : ''}${must.zh}` }),
  };
}

const asGiven = (heading: string, width: number): Column => ({
  heading,
  width,
  format: 'text',
  tone: 'given',
});
const hidden = (heading: string): Column => ({ ...asGiven(heading, 10), hidden: true });
