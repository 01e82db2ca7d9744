import { applyDecorators } from '@nestjs/common';
import { ApiAcceptedResponse, ApiHeader, ApiOkResponse, ApiResponse } from '@nestjs/swagger';
import { STATUSES } from '@jiedui/programme';
import {
  Problems,
  QueryParameter,
  QueryParameters,
  type ProblemName,
  type Schema,
} from '@jiedui/service-host';
import { FIRST_DAY, LAST_DAY, LIST_PARAMETERS, MOST, QUERY_SCHEMAS } from './parameters';
import { WAITING } from './schemas';

/** A parameter of the address, on the API page. */
export const Query = (name: string, description: string, schema = QUERY_SCHEMAS[name], required = false) =>
  QueryParameter(name, description, schema, required);

const POINT = {
  asOf: `截至哪一天，缺省为今天 As of the end of this day; today if left out. ${FIRST_DAY} .. ${LAST_DAY}`,
  asKnownAt:
    '只计至此刻为止已登记的事项 Counting only what had been recorded by this instant, with its timezone',
};
const PAGE = {
  limit: `1 .. ${MOST}`,
  cursor: '上一页的 next The `next` of the page before',
  offset: '跳过的行数，供滚动显示 Rows left out before the page, for a screen that scrolls',
  placeOf: '此村在列表中前面有几行，见 place The rows before this village are told as `place`',
};
const FILTERS = {
  district: '区代码，多个用逗号分隔 District codes, by comma',
  area: '领域：status 指该领域的灯 Area: `status` is its light',
  indicator: '指标：status 指该指标的状态 Indicator: `status` is its status',
  status: `多个用逗号分隔 By comma: ${STATUSES.join(', ')}`,
  provisional: '该指标是否暂定 Whether the indicator is provisional',
  reached: '是否达标 Whether every target is met',
  text: '代码的开头或名称的一部分 The beginning of a code or a part of a name',
  sort:
    'code, name, score, met（达标项数 targets met）, progress（需 indicator）, light（需 area，最差在前 worst first）；' +
    '前加 - 为降序 with - descending',
};

/** `asOf` and `asKnownAt`, which every read takes. */
export const PointQuery = () =>
  applyDecorators(...Object.entries(POINT).map(([name, description]) => Query(name, description)));

/** What the list of villages is narrowed and sorted by. */
export const FilterQuery = () => {
  const { limit: _, cursor: __, offset: ___, placeOf: ____, ...filters } = LIST_PARAMETERS;
  return QueryParameters(filters, { ...POINT, ...FILTERS });
};

export const PageQuery = (...names: readonly (keyof typeof PAGE)[]) =>
  applyDecorators(...names.map((name) => Query(name, PAGE[name])));

/** What an address answers with; `waits`: 202 while figures of all villages are computed. */
export const Answers = (schema: Schema, problems: readonly ProblemName[], waits = false) =>
  applyDecorators(
    ApiHeader({
      name: 'If-None-Match',
      required: false,
      description: '已有内容的 ETag The ETag of what the client has',
      schema: { type: 'string' },
    }),
    ApiOkResponse({
      schema,
      description: schema.description ?? '',
      headers: { ETag: { required: true, schema: { type: 'string' } } },
    }),
    ApiResponse({ status: 304, description: '与已有内容相同 The client has it' }),
    ...(waits ? [Waits()] : []),
    Problems(...problems),
  );

/** 202 while figures of all villages are computed. */
export const Waits = () =>
  ApiAcceptedResponse({
    schema: WAITING,
    description: WAITING.description ?? '',
    headers: { 'Retry-After': { required: true, schema: { type: 'integer' } } },
  });
