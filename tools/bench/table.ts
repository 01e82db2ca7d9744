/** What a section has measured. */
export interface Table {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** The units and what each row means, a line each. */
  readonly notes: readonly string[];
}

/** The first column to the left, figures to the right. */
export function print({ title, head, rows, notes }: Table): void {
  const lines = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  const line = (cells: readonly string[]) =>
    cells.map((cell, n) => (n ? cell.padStart(widths[n]!) : cell.padEnd(widths[n]!))).join('  ');
  console.log(`\n${title}\n${'='.repeat(title.length)}`);
  console.log(
    [line(head), widths.map((width) => '-'.repeat(width)).join('  '), ...rows.map(line)].join('\n'),
  );
  for (const note of notes) console.log(`  ${note}`);
}

/** @param share 0..1: 0.5 is the median */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}

export const median = (values: readonly number[]): number => percentile(values, 0.5);

export const whole = (n: number): string => Math.round(n).toLocaleString('en');
export const ms = (n: number): string => n.toFixed(n < 10 ? 2 : n < 100 ? 1 : 0);
export const ratio = (n: number): string => n.toFixed(2);
export const seconds = (milliseconds: number): string => `${(milliseconds / 1_000).toFixed(1)} s`;
export const megabytes = (bytes: number): string => `${whole(bytes / 2 ** 20)} MB`;

/** Processor time of this process so far, in microseconds. */
export const cpuMicroseconds = (): number => {
  const { user, system } = process.cpuUsage();
  return user + system;
};

/** The columns of {@link waitsRow}. */
export const WAITS = ['', 'p50 ms', 'p99 ms', 'most ms', 'commands'];

/** How long commands waited, in ms. */
export const waitsRow = (name: string, { waits }: { readonly waits: readonly number[] }): string[] => [
  name,
  ms(percentile(waits, 0.5)),
  ms(percentile(waits, 0.99)),
  ms(Math.max(...waits)),
  whole(waits.length),
];
