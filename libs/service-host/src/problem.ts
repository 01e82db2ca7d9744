import type { Text } from '@jiedui/programme';
import { LANGUAGE_TAG, say, type Language } from './text';

/** What can be wrong with a request: the last part of the problem's `type`, its status and its title. */
export const PROBLEMS = {
  'invalid-request': {
    status: 400,
    zh: '请求内容有误，未作任何登记',
    en: 'The request is not valid; nothing was recorded',
  },
  'invalid-parameters': { status: 400, zh: '查询参数有误', en: 'The parameters are not valid' },
  'malformed-json': { status: 400, zh: '请求正文不是有效的 JSON', en: 'The body is not valid JSON' },
  'malformed-request': { status: 400, zh: '请求格式有误', en: 'The request is malformed' },
  'token-required': { status: 401, zh: '需要有效的访问令牌', en: 'A valid access token is required' },
  'host-refused': {
    status: 403,
    zh: '不接受以此主机名访问',
    en: 'The service does not answer to this host name',
  },
  'origin-refused': {
    status: 403,
    zh: '不接受来自其他网站的请求',
    en: 'Requests from other sites are refused',
  },
  forbidden: { status: 403, zh: '不允许此操作', en: 'This is not allowed' },
  'not-found': { status: 404, zh: '没有找到', en: 'Not found' },
  'no-such-address': { status: 404, zh: '没有这个地址', en: 'There is no such address' },
  'method-not-allowed': {
    status: 405,
    zh: '此地址不支持该请求方法',
    en: 'This address does not take this method',
  },
  timeout: { status: 408, zh: '请求超时', en: 'The request took too long' },
  conflict: { status: 409, zh: '与现有情况冲突', en: 'It conflicts with what is there' },
  stale: { status: 412, zh: '记录已被他人更新', en: 'The record has changed meanwhile' },
  'too-large': { status: 413, zh: '请求正文过大', en: 'The body is too large' },
  'address-too-long': { status: 414, zh: '请求地址过长', en: 'The address is too long' },
  'unsupported-media-type': {
    status: 415,
    zh: '不接受这种类型的请求正文',
    en: 'A body of this type is not taken',
  },
  refused: {
    status: 422,
    zh: '不符合业务规则，未作任何登记',
    en: 'The rules do not allow it; nothing was recorded',
  },
  'key-reused': {
    status: 422,
    zh: '幂等键已用于另一请求',
    en: 'The idempotency key was used for another request',
  },
  'too-many-requests': { status: 429, zh: '请求过于频繁', en: 'Too many requests' },
  'headers-too-large': { status: 431, zh: '请求头过大', en: 'The headers are too large' },
  internal: { status: 500, zh: '系统内部错误', en: 'Something went wrong inside the service' },
  starting: { status: 503, zh: '系统正在启动，请稍后重试', en: 'The service is starting; try again shortly' },
  unavailable: { status: 503, zh: '数据库暂时没有响应', en: 'The database does not answer for now' },
  busy: { status: 503, zh: '系统繁忙，请稍后重试', en: 'The service is busy; try again shortly' },
} as const satisfies Record<string, Text & { readonly status: number }>;

export type ProblemName = keyof typeof PROBLEMS;

/** One thing that is wrong, as it will be told. */
export interface ProblemViolation {
  /** JSON pointer into the body. */
  readonly pointer?: string;
  /** Name of a header, or of a parameter of the address. */
  readonly parameter?: string;
  readonly rule: string;
  readonly message: Text;
  /** Events that stand against it. */
  readonly events?: readonly object[];
}

export interface ProblemDetails {
  readonly detail?: Text;
  readonly violations?: readonly ProblemViolation[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** Throw it to answer with a problem (RFC 9457), in the language that the request asks for. */
export class Problem extends Error {
  constructor(
    readonly problem: ProblemName,
    readonly details: ProblemDetails = {},
  ) {
    super(problem);
  }

  get status(): number {
    return PROBLEMS[this.problem].status;
  }

  /** The body of the answer. */
  render(language: Language, correlationId?: string): string {
    const { detail, violations } = this.details;
    return JSON.stringify({
      type: `/problems/${this.problem}`,
      title: say(PROBLEMS[this.problem], language),
      status: this.status,
      ...(detail && { detail: say(detail, language) }),
      ...(violations && {
        violations: violations.map(({ message, ...rest }) => ({ ...rest, message: say(message, language) })),
      }),
      ...(correlationId && { correlationId }),
    });
  }
}

export const notFound = (detail: Text): Problem => new Problem('not-found', { detail });

/** The headers that every problem is sent with. */
export const problemHeaders = (problem: Problem, language: Language): Record<string, string> => ({
  ...problem.details.headers,
  'content-type': 'application/problem+json; charset=utf-8',
  'content-language': LANGUAGE_TAG[language],
  'cache-control': 'no-store',
  vary: 'accept-language',
});
