import { duesOf, surveyKind, type BureauDef } from '@jiedui/bureau';
import { idField } from '@jiedui/programme';

/** Where a bureau's commands, kinds and contract do not fit together; empty when they do. */
export function misfitsOf({ area, kinds, commands, rules, persons = {} }: BureauDef): string[] {
  const misfits: string[] = [];
  const issued = new Set(
    Object.values(kinds).flatMap((kind) => (kind.overTime ?? []).map(({ type }) => type)),
  );
  const emitted = Object.values(commands).map(({ emits }) => emits);
  for (const [name, { emits, decides = [], personal = {} }] of Object.entries(commands)) {
    const event = area.events[emits];
    if (!event) misfits.push(`command ${name}: no event "${emits}"`);
    for (const field of decides)
      if (event && !(field in event.fields))
        misfits.push(`command ${name}: event ${emits} has no "${field}"`);
    for (const field of Object.keys(personal))
      if (event && field in event.fields) misfits.push(`command ${name}: "${field}" is a field of ${emits}`);
  }
  for (const [type, { touches, issuedBy }] of Object.entries(area.events)) {
    const commanded = emitted.filter((emits) => emits === type).length;
    if (commanded !== (issuedBy === 'service' || type === 'RecordCorrected' ? 0 : 1))
      misfits.push(`event ${type}: emitted by ${commanded} commands`);
    if (issued.has(type) !== (issuedBy !== undefined))
      misfits.push(`event ${type}: issued over time in the contract or in a kind, not in both`);
    if (issuedBy === 'service') continue;
    for (const [record, { opens, moves = {} }] of Object.entries(kinds))
      if ((type in opens || type in moves) !== touches.includes(record))
        misfits.push(`event ${type}: touches "${record}" in the contract or in its kind, not in both`);
  }
  for (const record of new Set([...Object.keys(area.records), ...Object.keys(kinds)]))
    if (!(record in area.records && record in kinds))
      misfits.push(`record ${record}: in the contract or in kinds`);
  for (const [person, { registeredOnceBy: field }] of Object.entries(persons)) {
    if (!Object.values(area.events).some(({ fields }) => idField(person) in fields || person in fields))
      misfits.push(`person ${person}: named in no event`);
    const registers = Object.values(commands).filter(({ emits }) => area.events[emits]?.creates === person);
    if (field && !registers.some(({ personal = {} }) => field in personal))
      misfits.push(`person ${person}: no command that registers one asks for "${field}"`);
  }
  if (area.survey !== (kinds['survey'] === surveyKind)) misfits.push('survey: in the contract or in kinds');
  const texts = [
    ...Object.entries(rules).map(([rule, text]) => [`rule ${rule}`, text] as const),
    ...Object.values(kinds).flatMap((kind) =>
      Object.entries(duesOf(kind)).map(([name, text]) => [`due ${name}`, text] as const),
    ),
  ];
  for (const [what, { zh, en }] of texts) if (!zh || !en) misfits.push(`${what}: no text`);
  return misfits;
}
