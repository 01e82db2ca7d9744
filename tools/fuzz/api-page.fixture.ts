import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import type { Answer, Platform } from './platform.fixture';

/** As much of a JSON Schema as parameters use. */
interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly string[];
  readonly items?: Schema;
  readonly minimum?: number;
  readonly maximum?: number;
}

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema: Schema;
}

interface DocumentedAnswer {
  readonly $ref?: string;
  readonly headers?: Readonly<Record<string, { readonly required?: boolean }>>;
  readonly content?: Readonly<Record<string, unknown>>;
}

export interface Operation {
  readonly method: string;
  readonly path: string;
  readonly tag: string;
  readonly parameters: readonly Parameter[];
  /** The media type of the body, and a body as it should be. */
  readonly takes: string | undefined;
  readonly example: Readonly<Record<string, unknown>> | undefined;
}

type Documented = Omit<Operation, 'method' | 'path' | 'tag' | 'takes' | 'example'> & {
  readonly tags: readonly [string];
  readonly requestBody?: { readonly content: Readonly<Record<string, Body>> };
  readonly responses: Readonly<Record<string, DocumentedAnswer>>;
};
interface Body {
  readonly schema: Schema;
  readonly examples?: { readonly example: { readonly value: Readonly<Record<string, unknown>> } };
}
interface Page {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Documented>>>>;
  readonly components: {
    readonly responses: Readonly<Record<string, DocumentedAnswer>>;
    readonly schemas: Readonly<Record<string, Schema>>;
  };
}

const escaped = (part: string) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));

/** The API page of a platform, held against what the platform answers. */
export class ApiPage {
  readonly operations: readonly Operation[];
  private readonly ajv = new Ajv2020({ strict: false, logger: false });

  private constructor(private readonly page: Page) {
    addFormats(this.ajv);
    this.ajv.addSchema(page, 'page');
    this.operations = Object.entries(page.paths).flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, { parameters = [], requestBody, tags }]): Operation => {
        const [takes, body] = Object.entries(requestBody?.content ?? {})[0] ?? [];
        const example = body?.examples?.example.value;
        return { method: method.toUpperCase(), path, tag: tags[0], parameters, takes, example };
      }),
    );
  }

  static async of(platform: Platform): Promise<ApiPage> {
    const { body } = await platform.ask({ method: 'GET', path: '/api/openapi.json' });
    return new ApiPage(JSON.parse(body) as Page);
  }

  /** What of an answer does not stand on the page; undefined when all of it does. */
  objectionTo({ method, path }: Operation, { status, headers, body }: Answer): string | undefined {
    const at = `/paths/${escaped(path)}/${method.toLowerCase()}/responses/${status}`;
    const told = this.page.paths[path]![method.toLowerCase()]!.responses[status];
    if (!told) return `${status} is not documented`;
    const name = told.$ref?.slice('#/components/responses/'.length);
    const { headers: named = {}, content = {} } = name ? this.page.components.responses[name]! : told;
    const missing = Object.keys(named).filter((header) => named[header]!.required && !(header.toLowerCase() in headers)); // prettier-ignore
    if (missing.length) return `the header ${missing.join()} is missing`;
    const type = String(headers['content-type']).split(';')[0]!;
    if (!Object.keys(content).length) return body === '' ? undefined : 'there is a body';
    if (!(type in content)) return `${type} is not documented`;
    if (!type.endsWith('json')) return undefined;
    const pointer = `${name ? `/components/responses/${escaped(name)}` : at}/content/${escaped(type)}/schema`;
    return this.faultsOf(`page#${pointer}`, JSON.parse(body));
  }

  /** Whether a value is what the body of an operation must be. */
  takesBody({ method, path, takes }: Operation, value: unknown): boolean {
    const body = `/requestBody/content/${escaped(takes!)}/schema`;
    return !this.faultsOf(`page#/paths/${escaped(path)}/${method.toLowerCase()}${body}`, value);
  }

  /** Whether a text is what a parameter must be, when it stands in an address. */
  takesText(schema: Schema, text: string): boolean {
    const { type, items } = this.resolved(schema);
    if (type === 'array') return text.split(',').every((part) => this.takesText(items!, part));
    if (type === 'boolean') return text === 'true' || text === 'false';
    if (type === 'integer') return /^\d+$/.test(text) && this.ajv.validate(schema, Number(text));
    return this.ajv.validate(this.resolved(schema), text);
  }

  /** Some values of a parameter, at its ends where it has any. */
  valuesOf(schema: Schema): readonly string[] {
    const { type, items, minimum, maximum, pattern, format, ...known } = this.resolved(schema);
    if (known.enum) return known.enum;
    if (type === 'array') {
      const values = this.valuesOf(items!);
      return [...values.slice(0, 3), values.join(',')];
    }
    if (type === 'boolean') return ['true', 'false'];
    if (type === 'integer') return [String(minimum), String(maximum)];
    if (format === 'date') return ['2016-01-01', '2019-09-30', '2021-12-31'];
    if (format === 'date-time') return ['2019-09-30T08:00:00+08:00', '2019-01-01T00:00:00.123456Z'];
    return ['120119101201', '120119', '艾各庄'].filter((text) => new RegExp(pattern!).test(text));
  }

  private resolved(schema: Schema): Schema {
    return schema.$ref ? this.page.components.schemas[schema.$ref.split('/').at(-1)!]! : schema;
  }

  private faultsOf(pointer: string, value: unknown): string | undefined {
    const validate = this.ajv.getSchema(pointer) as ValidateFunction;
    return validate(value) ? undefined : this.ajv.errorsText(validate.errors);
  }
}
