import { applyDecorators } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiQuery } from '@nestjs/swagger';
import { problemAnswers, type ProblemName } from '@jiedui/service-host';
import { FIRST_DAY, LAST_DAY } from './parameters';
import type { Schema } from './schema';
import { WAITING } from './schemas';

/** A parameter of the address, on the API page. */
export const Query = (name: string, description: string, schema: Schema = { type: 'string' }) =>
  ApiQuery({ name, required: false, description, schema });

/** `asOf` and `asKnownAt`, which every read takes. */
export const PointQuery = () =>
  applyDecorators(
    Query(
      'asOf',
      `截至哪一天，缺省为今天 As of the end of this day; today if left out. ${FIRST_DAY} .. ${LAST_DAY}`,
      {
        type: 'string',
        format: 'date',
      },
    ),
    Query(
      'asKnownAt',
      '只计至此刻为止已登记的事项 Counting only what had been recorded by this instant, with its timezone',
      { type: 'string', format: 'date-time' },
    ),
  );

/** What an address answers with; `waits`: 202 while figures of all villages are computed. */
export const Answers = (schema: Schema, problems: readonly ProblemName[], waits = false) =>
  applyDecorators(
    ApiOkResponse({
      schema,
      description: schema.description ?? '',
      headers: { ETag: { schema: { type: 'string' } } },
    }),
    ...(waits ? [ApiAcceptedResponse({ schema: WAITING, description: WAITING.description ?? '' })] : []),
    ...problemAnswers([...problems, 'token-required']),
  );
