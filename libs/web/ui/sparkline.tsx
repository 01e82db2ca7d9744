/** A line without axes for a trend from 0 to 1; what it says stands beside it as text. */
export function Sparkline({
  points,
  width = 96,
  height = 24,
}: {
  /** null: no value at that step. */
  readonly points: readonly (number | null)[];
  readonly width?: number;
  readonly height?: number;
}) {
  const x = (at: number) => 2 + (at * (width - 4)) / Math.max(1, points.length - 1);
  const y = (value: number) => height - 2 - value * (height - 4);
  const known = points.flatMap((value, at) => (value === null ? [] : [[x(at), y(value)] as const]));
  const last = known.at(-1);
  return (
    <svg
      className="sparkline"
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      aria-hidden="true"
    >
      <path d={`M2 ${height - 2}H${width - 2}`} stroke="#e4e8ed" />
      {known.length > 1 && (
        <path
          d={`M${known.map((point) => point.join(' ')).join('L')}`}
          fill="none"
          stroke="#1f4e8c"
          strokeWidth="1.5"
          strokeLinejoin="round"
        />
      )}
      {last && <circle cx={last[0]} cy={last[1]} r="2" fill="#1f4e8c" />}
    </svg>
  );
}
