/** JSON with the keys of every object in order: equal for equal content. */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const object = value as Readonly<Record<string, unknown>>;
  let members = '';
  for (const key of Object.keys(object).sort())
    if (object[key] !== undefined)
      members += `${members && ','}${JSON.stringify(key)}:${canonicalJson(object[key])}`;
  return `{${members}}`;
}
