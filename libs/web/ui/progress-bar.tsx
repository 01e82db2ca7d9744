/** Progress 0..1 as a bar, with a mark where it should stand. The figure stands beside it as text. */
export function ProgressBar({
  progress,
  expected,
}: {
  /** null: there is none. */
  readonly progress: number | null;
  /** e(D); left out where time plays no part. */
  readonly expected?: number;
}) {
  return (
    <svg className="progress-bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
      <rect width="100" height="8" fill="#e4e8ed" />
      {progress !== null && <rect width={100 * progress} height="8" fill="#38659f" />}
      {expected !== undefined && progress !== null && (
        <rect x={Math.min(99, 100 * expected)} width="1" height="8" fill="#18212e" />
      )}
    </svg>
  );
}
