/** Why a question was not answered. The reader is told what to do next by the page that asked. */
export type Reason =
  /** The platform cannot be reached. */
  | 'unreachable'
  /** It asks for an access token, or does not know the one given. */
  | 'token'
  /** There is no such thing. */
  | 'not-found'
  /** The address holds something that the platform does not take. */
  | 'bad-address'
  /** It is too busy, or failed. */
  | 'failed';

export class Failure extends Error {
  constructor(
    readonly reason: Reason,
    /** What the platform says about it, in the reader's language. */
    readonly details: readonly string[] = [],
    readonly correlationId?: string,
  ) {
    super([reason, ...details].join(': '));
  }
}

interface ProblemDetails {
  readonly title?: string;
  readonly detail?: string;
  readonly violations?: readonly { readonly message: string }[];
  readonly correlationId?: string;
}

const REASONS: Readonly<Record<number, Reason>> = { 400: 'bad-address', 401: 'token', 404: 'not-found' };

/** An answer that is no answer: problem details (RFC 9457), or whatever a gateway says. */
export async function failureOf(response: Response): Promise<Failure> {
  const problem = (await response.json().catch(() => ({}))) as ProblemDetails;
  const said = problem.violations?.map(({ message }) => message) ?? [];
  const details = said.length ? said : [problem.detail ?? problem.title ?? `HTTP ${response.status}`];
  return new Failure(REASONS[response.status] ?? 'failed', details, problem.correlationId);
}
