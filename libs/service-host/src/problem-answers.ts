import { ApiExtraModels, ApiProperty, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import { PROBLEMS, type ProblemName } from './problem';

export class ViolationAnswer {
  @ApiProperty({ type: String, required: false, description: 'JSON Pointer', example: '/grade' })
  pointer?: string;
  @ApiProperty({ type: String, required: false, description: '请求头或参数名 Header or parameter' })
  parameter?: string;
  @ApiProperty({ type: String })
  rule!: string;
  @ApiProperty({ type: String })
  message!: string;
  @ApiProperty({ type: 'array', items: { type: 'object' }, required: false })
  events?: object[];
}

export class ProblemAnswer {
  @ApiProperty({ type: String, example: '/problems/invalid-request' })
  type!: string;
  @ApiProperty({ type: String })
  title!: string;
  @ApiProperty({ type: 'integer' })
  status!: number;
  @ApiProperty({ type: String, required: false })
  detail?: string;
  @ApiProperty({ type: [ViolationAnswer], required: false })
  violations?: ViolationAnswer[];
  @ApiProperty({ type: String, required: false })
  correlationId?: string;
}

/** The problems that a request may be answered with. */
export const problemAnswers = (names: readonly ProblemName[]): (ClassDecorator & MethodDecorator)[] => [
  ApiExtraModels(ProblemAnswer),
  ...names.map((name) =>
    ApiResponse({
      status: PROBLEMS[name].status,
      description: `${PROBLEMS[name].zh} ${PROBLEMS[name].en}`,
      content: { 'application/problem+json': { schema: { $ref: getSchemaPath(ProblemAnswer) } } },
    }),
  ),
];
