import type { Violation } from '../domain/kind';
import type { Answer } from '../pipeline/command';
import { findEvent } from '../records/find-event';
import { Problem, type ProblemViolation } from '@jiedui/service-host';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Bureau } from '../bureau';
import { contentOf, CORRECTION, divide, type CommandForm } from './command-form';
import { formOf, type Reading } from './form';
import { violationTeller } from './violation-text';

const correctionForm = formOf(CORRECTION);

/** Takes commands over HTTP: reads them, hands them to the pipeline, tells what came of them. */
export class CommandDesk {
  private readonly told: (violation: Violation) => ProblemViolation;

  constructor(
    private readonly bureau: Bureau,
    private readonly forms: readonly CommandForm[],
  ) {
    this.told = violationTeller(bureau.def);
  }

  async submit(form: CommandForm, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const envelope = readEnvelope(request);
    const { values, violations } = form.form.read(request.body);
    refuseInvalid([...envelope.violations, ...violations]);
    const answer = await this.bureau.pipeline.submit({ ...envelope.values, ...contentOf(form, values) });
    this.tell(answer, reply);
  }

  async correct(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const envelope = readEnvelope(request);
    const isObject =
      typeof request.body === 'object' && request.body !== null && !Array.isArray(request.body);
    const { replacement, ...body } = (isObject ? request.body : {}) as Record<string, unknown>;
    const { values, violations } = correctionForm.read(isObject ? body : request.body);
    if (!isObject) refuseInvalid(violations);
    const { village, corrects, reason, remark } = values as Record<string, string>;
    const known = violations.every(({ pointer }) => pointer !== '/village' && pointer !== '/corrects');
    const form = known && replacement ? await this.formOfEvent(village!, corrects!) : undefined;
    const restated = readReplacement(form, replacement);
    refuseInvalid([...envelope.violations, ...violations, ...restated.violations]);
    const { occurredOn, ...rest } = restated.values as { occurredOn: string };
    const { input, personal } = divide(rest, form?.personal ?? new Set());
    const texts = { ...personal, ...(remark !== undefined && { remark }) };
    const answer = await this.bureau.pipeline.correct({
      ...envelope.values,
      village: village!,
      corrects: corrects!,
      reason: reason!,
      replacement: replacement === null ? null : { occurredOn, input },
      ...(Object.keys(texts).length && { personal: texts }),
    });
    this.tell(answer, reply);
  }

  /** The command that reported an event; of a correction, the one that it restates. */
  private async formOfEvent(village: string, eventId: string): Promise<CommandForm> {
    for (let id = eventId, seen = 0; seen < 100; seen++) {
      const event = await findEvent(this.bureau.log, village, id);
      if (!event) throw this.refused([{ rule: 'event-unknown' }]);
      const name = event.type.slice(event.type.indexOf('.') + 1);
      if (name !== 'RecordCorrected') {
        const form = this.forms.find(({ def }) => def.emits === name);
        if (!form) throw this.refused([{ rule: 'not-correctable' }]);
        return form;
      }
      id = (event.data as { corrects?: string }).corrects ?? '';
    }
    throw this.refused([{ rule: 'event-unknown' }]);
  }

  private tell(answer: Answer, reply: FastifyReply): void {
    switch (answer.status) {
      case 'accepted': {
        const { village, events, record, repeated } = answer;
        void reply.header('etag', `"${record.version}"`).send({ village, events, record, repeated });
        return;
      }
      case 'refused':
        throw this.refused(answer.violations);
      case 'key-reused':
        throw new Problem('key-reused');
      case 'stale':
        throw new Problem('stale', {
          detail: { zh: `当前版本为 ${answer.version}`, en: `Its version is ${answer.version} by now` },
          headers: { etag: `"${answer.version}"` },
        });
      case 'busy':
        throw new Problem('busy', { headers: { 'retry-after': '1' } });
    }
  }

  private refused(violations: readonly Violation[]): Problem {
    return new Problem('refused', { violations: violations.map(this.told) });
  }
}

function refuseInvalid(violations: readonly ProblemViolation[]): void {
  if (violations.length) throw new Problem('invalid-request', { violations });
}

function readReplacement(form: CommandForm | undefined, replacement: unknown): Reading {
  const wrong = (rule: string, zh: string, en: string): Reading => ({
    values: {},
    violations: [{ pointer: '/replacement', rule, message: { zh, en } }],
  });
  if (replacement === undefined)
    return wrong(
      'required',
      '缺少“更正后的内容”；撤销该事项时请填 null',
      'The replacement is missing; null withdraws',
    );
  if (form) return form.restated.read(replacement, '/replacement');
  return replacement === null || typeof replacement === 'object'
    ? { values: {}, violations: [] }
    : wrong('object', '“更正后的内容”须为对象或 null', 'The replacement must be an object or null');
}

const KEY = /^[!-~]{1,128}$/;
const ETAG = /^"([1-9]\d{0,14})"$/;

/** What the headers say of a command; the actor comes from the access token alone. */
function readEnvelope({ headers, actor, id }: FastifyRequest) {
  const violations: ProblemViolation[] = [];
  const key = headers['idempotency-key'];
  const ifMatch = headers['if-match'];
  if (typeof key !== 'string' || !KEY.test(key))
    violations.push({
      parameter: 'Idempotency-Key',
      rule: 'idempotency-key',
      message: {
        zh: '请求头 Idempotency-Key 须为 1 至 128 个可见 ASCII 字符，每次办理各用一个',
        en: 'The header Idempotency-Key must have 1 to 128 visible ASCII characters, one key for each command',
      },
    });
  const version = ifMatch === undefined ? undefined : ETAG.exec(ifMatch)?.[1];
  if (ifMatch !== undefined && version === undefined)
    violations.push({
      parameter: 'If-Match',
      rule: 'etag',
      message: {
        zh: '请求头 If-Match 须为记录的 ETag，如 "42"',
        en: 'The header If-Match must be the ETag of the record, such as "42"',
      },
    });
  return {
    violations,
    values: {
      idempotencyKey: key as string,
      actor,
      correlationId: id,
      ...(version !== undefined && { ifMatch: Number(version) }),
    },
  };
}
