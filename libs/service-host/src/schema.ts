/** A JSON Schema as OpenAPI 3.1 takes it. */
export interface Schema {
  readonly $ref?: string;
  readonly title?: string;
  readonly type?: string | string[];
  readonly description?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: unknown[];
  readonly const?: unknown;
  readonly anyOf?: Schema[];
  readonly items?: Schema;
  readonly properties?: Record<string, Schema>;
  readonly required?: string[];
  readonly additionalProperties?: boolean | Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly default?: unknown;
}

export type Members = Readonly<Record<string, Schema>>;

/** An object with exactly these members; a name that ends in `?` may be missing. */
export const object = (members: Members, description?: string): Schema => ({
  type: 'object',
  ...(description !== undefined && { description }),
  properties: Object.fromEntries(
    Object.entries(members).map(([name, schema]) => [name.replace('?', ''), schema]),
  ),
  required: Object.keys(members).filter((name) => !name.endsWith('?')),
  additionalProperties: false,
});
export const list = (items: Schema, description?: string): Schema => ({
  type: 'array',
  items,
  ...(description !== undefined && { description }),
});
export const text = (description?: string): Schema => ({
  type: 'string',
  ...(description !== undefined && { description }),
});
export const integer = (description?: string): Schema => ({ ...text(description), type: 'integer' });
export const number = (description?: string): Schema => ({ ...text(description), type: 'number' });
export const flag = (description?: string): Schema => ({ ...text(description), type: 'boolean' });
export const orNull = (schema: Schema): Schema => ({ ...schema, type: [schema.type as string, 'null'] });
export const pair = (description: string): Schema => ({
  ...list(integer(), description),
  minItems: 2,
  maxItems: 2,
});
