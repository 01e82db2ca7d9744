import {
  CORRECTION_REASONS,
  day,
  id,
  idField,
  village,
  type AreaDef,
  type Field,
  type Label,
  type Optional,
  type Text,
} from '@jiedui/programme';
import { remark, type BureauDef, type CommandDef, type PersonalField } from '../define-bureau';
import { formOf, type Form, type Member, type Members } from './form';
import { personalRequirement, requirementOf } from './requirement';

/** A command as it is sent: its DTO, and which members are personal. */
export interface CommandForm {
  readonly name: string;
  /** Last part of its address. */
  readonly path: string;
  readonly def: CommandDef;
  readonly form: Form;
  /** The same without `village`: how a correction restates it. */
  readonly restated: Form;
  readonly personal: ReadonlySet<string>;
}

/** `AssessDwelling` -> `assess-dwelling` */
const kebab = (name: string): string => name.replace(/(?<=.)([A-Z])/g, '-$1').toLowerCase();

const VILLAGE: Text = { zh: '村庄代码', en: 'Village code' };
const OCCURRED_ON: Text = { zh: '发生日期', en: 'Day it occurred' };

export function commandForms({ area, commands }: BureauDef): readonly CommandForm[] {
  return Object.entries(commands).map(([name, def]) => {
    const personal = personalMembers(def.personal ?? {});
    const restated = {
      occurredOn: member(OCCURRED_ON, day()),
      ...inputMembers(area, def),
      ...personal,
    };
    const named = Object.keys(inputMembers(area, def)).find((field) => field in personal);
    if (named) throw new Error(`command ${name}: "${named}" is both a personal field and one of the event`);
    return {
      name,
      path: kebab(name),
      def,
      form: formOf(def.subject === 'city' ? restated : { village: member(VILLAGE, village()), ...restated }),
      restated: formOf(restated),
      personal: new Set(Object.keys(personal)),
    };
  });
}

/** The values of a form as a command: what is published, and what stays in the bureau. */
export function contentOf({ name, personal: own }: CommandForm, values: Readonly<Record<string, unknown>>) {
  const { village = 'city', occurredOn, ...rest } = values as { village?: string; occurredOn: string };
  const { input, personal } = divide(rest, own);
  return { name, village, occurredOn, input, ...(personal && { personal }) };
}

/** Splits what is published from what stays in the bureau. */
export function divide(values: Readonly<Record<string, unknown>>, personal: ReadonlySet<string>) {
  if (!Object.keys(values).some((name) => personal.has(name))) return { input: values };
  const pick = (own: boolean) =>
    Object.fromEntries(Object.entries(values).filter(([name]) => personal.has(name) === own));
  return { input: pick(false), personal: pick(true) as Record<string, string> };
}

/** The event's named fields, less what the server makes and decides. */
function inputMembers(area: AreaDef, { emits, decides = [] }: CommandDef): Members {
  const event = area.events[emits];
  if (!event) throw new Error(`${area.id} has no event ${emits}`);
  const made = new Set([
    ...(event.creates ? [idField(event.creates)] : []),
    ...(event.makes ?? []),
    ...decides,
  ]);
  return Object.fromEntries(
    Object.entries(event.fields)
      .filter(([name]) => !made.has(name))
      .map(([name, field]) => [name, member(labelOf(area, name), field)]),
  );
}

const member = (label: Label, field: Field | Optional): Member => ({
  label,
  requirement: requirementOf(field, label.codes),
  optional: 'optional' in field,
});

const personalMembers = (fields: Readonly<Record<string, PersonalField>>): Members =>
  Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [
      name,
      { label: field, requirement: personalRequirement(field), optional: field.optional },
    ]),
  );

/** The words for a field; an id goes by the name of its record. */
export function labelOf(area: AreaDef, field: string): Label {
  const kind = Object.keys(area.records).find((record) => idField(record) === field);
  const record = kind === undefined ? undefined : area.records[kind];
  return (
    area.labels?.[field] ??
    (record ? { zh: `${record.zh}编号`, en: `${record.en} id` } : { zh: field, en: field })
  );
}

/** The body of a correction; `replacement` is read by the form of the command that reported the event. */
export const CORRECTION: Members = {
  village: member(VILLAGE, village()),
  corrects: member({ zh: '被更正事项的编号', en: 'Id of the event that is corrected' }, id()),
  reason: member(
    { zh: '更正原因', en: 'Reason of the correction', codes: CORRECTION_REASONS },
    { type: 'code', values: Object.keys(CORRECTION_REASONS) },
  ),
  ...personalMembers({ remark: remark() }),
};
