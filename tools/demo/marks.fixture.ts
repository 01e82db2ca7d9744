import type { BureauDef, CommandDef, PersonalField } from '@jiedui/bureau';

/** Stands in every mark, and nowhere else. */
export const MARK = '9876501234';

let marks = 0;

/** A personal value that is nowhere else, as the field takes it: a text, or digits. */
function markFor({ maxLength, pattern = /^/ }: PersonalField): string {
  const digits = `${MARK}${String(++marks).padStart(7, '0')}`;
  const fitting = [`标记-${digits}-号`, digits, `${digits}X`].find(
    (text) => text.length <= maxLength && pattern.test(text),
  );
  if (fitting === undefined) throw new Error(`no mark fits ${String(pattern)}`);
  return fitting;
}

/** A mark for every personal value that a command takes. */
export const markedValues = ({ personal = {} }: Pick<CommandDef, 'personal'>): Record<string, string> =>
  Object.fromEntries(Object.entries(personal).map(([name, field]) => [name, markFor(field)]));

/** The definitions of a bureau's commands by the last part of their addresses. */
export const commandsByPath = ({ commands }: BureauDef): Map<string, CommandDef> =>
  new Map(
    Object.entries(commands).map(([name, def]) => [name.replace(/(?<=.)([A-Z])/g, '-$1').toLowerCase(), def]),
  );
