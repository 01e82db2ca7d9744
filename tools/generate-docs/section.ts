/** The text with `fresh` between its two markers. */
export function withSection(text: string, begin: string, end: string, fresh: string): string {
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`the markers ${begin} and ${end} are not there`);
  return `${text.slice(0, from)}${begin}${fresh}${text.slice(to)}`;
}
