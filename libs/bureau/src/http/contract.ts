import { CORRECTION_REASONS } from '@jiedui/programme';
import type { BureauDef } from '../define-bureau';
import { KIT_RULES } from '../domain/kind';
import { SURVEY_RULES } from '../domain/survey';
import { labelOf, type CommandForm } from './command-form';

/** All that a form needs to know of a bureau, as plain data: what can be recorded, in which words, under which rules. */
export function contractOf({ area, rules }: BureauDef, forms: readonly CommandForm[]): object {
  const { id, zh, en, bureau, survey, records, events, labels = {} } = area;
  return {
    area: { id, zh, en, bureau, survey },
    records,
    events: Object.fromEntries(
      Object.entries(events).map(([name, { zh, en, touches, creates, issuedBy, fields }]) => [
        name,
        { zh, en, touches, creates, issuedBy, fields },
      ]),
    ),
    labels: {
      ...Object.fromEntries(
        Object.values(events).flatMap(({ fields }) =>
          Object.keys(fields).map((field) => [field, labelOf(area, field)]),
        ),
      ),
      ...labels,
    },
    commands: forms.map(({ name, path, def, form, personal }) => ({
      name,
      path: `/api/${id}/commands/${path}`,
      zh: def.zh,
      en: def.en,
      emits: def.emits,
      creates: events[def.emits]?.creates,
      members: Object.entries(form.members).map(([member, { label, requirement, optional }]) => ({
        name: member,
        label: { zh: label.zh, en: label.en },
        must: requirement.must,
        optional,
        personal: personal.has(member),
      })),
      schema: form.schema,
    })),
    ...(events['RecordCorrected'] && {
      correction: { path: `/api/${id}/commands/correct-record`, reasons: CORRECTION_REASONS },
    }),
    rules: { ...KIT_RULES, ...(survey && SURVEY_RULES), ...rules },
  };
}
