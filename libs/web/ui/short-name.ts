/** An area's name for a narrow column: 就业培训帮扶 -> 就业培训, Employment and training -> Employment. */
export const shortName = (name: string): string =>
  /^[A-Za-z]/.test(name) ? name.split(' ', 1)[0]! : name.replace(/^加强|帮扶$/g, '').slice(0, 4);
