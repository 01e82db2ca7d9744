import { Controller, HttpCode, Inject, Post, Req, Res, type Type } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Problems } from '@jiedui/service-host';
import type { BureauDef } from '../define-bureau';
import { ACCEPTED } from './answers';
import { CORRECTION, type CommandForm } from './command-form';
import type { CommandDesk } from './command-desk';
import { exampleOf, schemaOf } from './form';
import type { JsonSchema } from './requirement';
import { deskToken } from './tokens';
import type { FastifyReply, FastifyRequest } from 'fastify';

type Handler = (
  this: { readonly desk: CommandDesk },
  request: FastifyRequest,
  reply: FastifyReply,
) => Promise<void>;

/** `POST /api/<area>/commands/<command>` for each command of the bureau, and `correct-record` where facts can be corrected. */
export function commandsController({ area }: BureauDef, forms: readonly CommandForm[]): Type {
  class CommandsController {
    constructor(readonly desk: CommandDesk) {}
  }
  Inject(deskToken(area.id))(CommandsController, undefined, 0);
  const add = (name: string, path: string, handler: Handler, page: readonly MethodDecorator[]) => {
    const descriptor = { value: handler, writable: true, configurable: true };
    Object.defineProperty(CommandsController.prototype, name, descriptor);
    Req()(CommandsController.prototype, name, 0);
    Res()(CommandsController.prototype, name, 1);
    for (const decorate of [Post(`commands/${path}`), HttpCode(200), ...page, ...ANSWERS])
      decorate(CommandsController.prototype, name, descriptor);
  };
  for (const form of forms)
    add(
      form.name,
      form.path,
      function (request, reply) {
        return this.desk.submit(form, request, reply);
      },
      [
        ApiOperation({ operationId: `${area.id}.${form.name}`, summary: `${form.def.zh} ${form.def.en}` }),
        body(form.form.schema, exampleOf(form.form.members)),
      ],
    );
  if (area.events['RecordCorrected'])
    add(
      'CorrectRecord',
      'correct-record',
      function (request, reply) {
        return this.desk.correct(request, reply);
      },
      [
        ApiOperation({
          operationId: `${area.id}.CorrectRecord`,
          summary: '更正或撤销已登记的事项 Correct or withdraw what was recorded',
        }),
        body(correctionSchema(forms), { ...exampleOf(CORRECTION), replacement: null }),
      ],
    );
  ApiTags(area.id)(CommandsController);
  Controller(`api/${area.id}`)(CommandsController);
  return CommandsController;
}

const body = (schema: JsonSchema, value: object): MethodDecorator =>
  ApiBody({ required: true, schema: schema as object, examples: { example: { value } } });

function correctionSchema(forms: readonly CommandForm[]): JsonSchema {
  const { required, properties, ...schema } = schemaOf(CORRECTION);
  return {
    ...schema,
    required: [...(required as string[]), 'replacement'],
    properties: {
      ...(properties as object),
      replacement: {
        description:
          '更正后的内容，按原办理事项填写；null 为撤销 As the command that reported it; null withdraws it',
        anyOf: [
          ...forms.map(({ restated, def }) => ({ title: def.zh, ...restated.schema })),
          { type: 'null' },
        ],
      },
    },
  };
}

/** The headers and answers that all commands share. */
const ANSWERS: readonly MethodDecorator[] = [
  ApiHeader({
    name: 'Idempotency-Key',
    required: true,
    description: '幂等键：同键同内容只登记一次 Same key and body: recorded once',
    schema: { type: 'string', pattern: '^[!-~]{1,128}$' },
  }),
  ApiHeader({
    name: 'If-Match',
    required: false,
    description: '记录的 ETag，不符则拒绝 The ETag of the record',
    schema: { type: 'string', pattern: '^"[1-9][0-9]{0,14}"$' },
  }),
  ApiOkResponse({
    schema: ACCEPTED,
    headers: { ETag: { required: true, schema: { type: 'string' } } },
    description: '已登记 Recorded',
  }),
  Problems('invalid-request', 'stale', 'refused', 'key-reused', 'busy'),
];
