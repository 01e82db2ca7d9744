import { surveyKind, type BureauDef } from '@jiedui/bureau';

/** Where a bureau's commands, kinds and contract do not fit together; empty when they do. */
export function misfitsOf({ area, kinds, commands, rules }: BureauDef): string[] {
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
  for (const [type, { touches }] of Object.entries(area.events)) {
    const commanded = emitted.filter((emits) => emits === type).length;
    if (commanded !== (issued.has(type) || type === 'RecordCorrected' ? 0 : 1))
      misfits.push(`event ${type}: emitted by ${commanded} commands`);
    if (issued.has(type)) continue;
    for (const [record, { opens, moves = {} }] of Object.entries(kinds))
      if ((type in opens || type in moves) !== touches.includes(record))
        misfits.push(`event ${type}: touches "${record}" in the contract or in its kind, not in both`);
  }
  for (const record of new Set([...Object.keys(area.records), ...Object.keys(kinds)]))
    if (!(record in area.records && record in kinds))
      misfits.push(`record ${record}: in the contract or in kinds`);
  if (area.survey !== (kinds['survey'] === surveyKind)) misfits.push('survey: in the contract or in kinds');
  for (const [rule, { zh, en }] of Object.entries(rules))
    if (!zh || !en) misfits.push(`rule ${rule}: no text`);
  return misfits;
}
