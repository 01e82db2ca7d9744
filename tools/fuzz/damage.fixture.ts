import fc from 'fast-check';
import type { ApiPage, Operation } from './api-page.fixture';
import type { Asked } from './platform.fixture';

/** JSON texts that some reader somewhere takes for what they are not. */
const TOKENS = [
  ...[
    'null',
    'true',
    '0',
    '-0',
    '-1',
    '1.5',
    '1e308',
    '-1e308',
    '1e400',
    '9007199254740993',
    '1'.repeat(400),
  ],
  ...['""', '" "', '"NaN"', '"1"', '"\\u0000"', '"\\ud800"', '"\\udc00\\ud800"', '"😀"', '"__proto__"'],
  ...[
    '"2019-02-30"',
    '"0000-00-00"',
    '"19-9-1"',
    '"2019-09-30T00:00:00Z"',
    '"constructor"',
    '"120119101201x"',
  ],
  ...[
    '[]',
    '{}',
    '[[[[]]]]',
    '{"__proto__":null}',
    '{"$ne":null}',
    `"${'长'.repeat(20_000)}"`,
    '[1,{"a":"b"}]',
  ],
];
const NAMES = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'unknown',
  '',
  '\u0000',
  '姓名',
  '$where',
];
const TEXTS = [
  ...[
    '',
    ' ',
    '0',
    '-1',
    '1e3',
    '0x10',
    '９',
    'NaN',
    'null',
    'undefined',
    'true ',
    '9007199254740993',
    '9'.repeat(40),
  ],
  ...[
    '2019-02-30',
    '1999-01-01',
    '9999-12-31',
    '２０１９-09-30',
    '2019-09-30T25:00:00Z',
    '2019-09-30T00:00:00',
  ],
  ...[
    '__proto__',
    'constructor',
    '../..',
    '..%2f..',
    "' OR 1=1 --",
    '\u0000',
    '\r\nx: y',
    ',',
    ',,',
    'a,b',
    '长'.repeat(80),
  ],
  ...['{}', '[]', '*', '120119101201', '😀', 'x'.repeat(200)],
];
const TYPES = [
  '',
  'text/plain',
  'application/xml',
  'application/json; charset=gbk',
  'multipart/form-data',
  ';',
  'x',
];
const KEYS = ['', ' ', '中'.repeat(2), 'x'.repeat(129), 'a b', '\u00ff'];
const ETAGS = ['', '1', '"0"', '"-1"', '"x"', 'W/"1"', '*', '"1", "2"', '"9999999999999999"', '"'];

const anyBytes = fc.uint8Array({ maxLength: 2_000 }).map((bytes) => Buffer.from(bytes));
const anyToken = fc.oneof(fc.constantFrom(...TOKENS), fc.json());
const anyText = fc.oneof(fc.constantFrom(...TEXTS), fc.string({ unit: 'grapheme', maxLength: 40 }));

/** Values for the path that lead somewhere, until they are damaged. */
const PLACES: Readonly<Record<string, string>> = {
  code: '120119101201',
  id: 'x',
  kind: 'x',
  indicator: 'x',
  area: 'x',
};
const pathOf = (path: string, places: Readonly<Record<string, string>>): string =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(places[name] ?? 'x'));

/** A request for an operation that is wrong in one way or another, whatever the bureaus know. */
export function damaged(page: ApiPage, operation: Operation): fc.Arbitrary<Asked> {
  const { parameters, example, takes } = operation;
  const inQuery = parameters.filter((parameter) => parameter.in === 'query');
  const inPath = parameters.filter((parameter) => parameter.in === 'path' && parameter.name !== 'id');
  const takesWorkbook = takes !== undefined && !example;
  const some = (is: boolean, weight: number, arbitrary: () => fc.Arbitrary<Asked>) =>
    is ? [{ weight, arbitrary: arbitrary() }] : [];
  return fc.oneof(
    ...some(example !== undefined, 6, () => badBody(page, operation)),
    ...some(example !== undefined, 2, () => badHeaders(operation)),
    ...some(takesWorkbook, 2, () => anyBytes.map((bytes) => whole(operation, bytes))),
    ...some(inQuery.length > 0, 4, () => badQuery(page, operation, inQuery)),
    ...some(inPath.length > 0, 2, () => badPath(page, operation, inPath)),
    ...some(true, 1, () => badAddress(operation)),
  );
}

/** A request of an operation that takes a body. */
const whole = (operation: Operation, body: string | Buffer, headers = {}): Asked => ({
  method: operation.method,
  path: pathOf(operation.path, PLACES),
  headers: { 'content-type': operation.takes!, 'idempotency-key': 'fuzz', ...headers },
  body,
});

const badQuery = (page: ApiPage, { method, path }: Operation, parameters: Operation['parameters']) => {
  const said = fc
    .tuple(fc.constantFrom(...parameters), anyText)
    .filter(([parameter, text]) => !page.takesText(parameter.schema, text))
    .map(([{ name }, text]) => `${name}=${encodeURIComponent(text)}`);
  const unknown = fc
    .tuple(fc.constantFrom(...NAMES.filter(Boolean)), anyText)
    .map((pair) => pair.map(encodeURIComponent).join('='));
  const twice = fc.constantFrom(...parameters).map(({ name }) => `${name}=1&${name}=1`);
  const torn = fc.constantFrom(...parameters).map(({ name }) => `${name}=%ff`);
  return fc
    .oneof(said, unknown, twice, torn)
    .map((query): Asked => ({ method, path: `${pathOf(path, PLACES)}?${query}` }));
};

const badPath = (page: ApiPage, { method, path, takes }: Operation, parameters: Operation['parameters']) =>
  fc
    .tuple(fc.constantFrom(...parameters), anyText)
    .filter(([parameter, text]) => !page.takesText(parameter.schema, text))
    .map(([{ name }, text]): Asked => ({
      method,
      path: pathOf(path, { ...PLACES, [name]: text }),
      ...(takes && { headers: { 'content-type': takes }, body: '{}' }),
    }));

const badAddress = ({ method, path }: Operation): fc.Arbitrary<Asked> =>
  fc
    .constantFrom('%', '%ff', '/', '/%2e%2e', '%00', ';', '//x', '\\')
    .map((end) => ({ method, path: `${pathOf(path, PLACES)}${end}` }));

function badHeaders(operation: Operation): fc.Arbitrary<Asked> {
  const body = JSON.stringify(operation.example);
  const encoded = (text: string) =>
    Buffer.from(text)
      .toString('latin1')
      .replace(/[\r\n\0]/g, '');
  return fc.oneof(
    fc.constantFrom(...TYPES).map((type) => whole(operation, body, { 'content-type': type })),
    fc.constantFrom(...KEYS).map((key) => whole(operation, body, { 'idempotency-key': encoded(key) })),
    fc.constantFrom(...ETAGS).map((etag) => whole(operation, body, { 'if-match': etag })),
  );
}

function badBody(page: ApiPage, operation: Operation): fc.Arbitrary<Asked> {
  const members = Object.entries(operation.example!).map(
    ([name, value]) => [name, JSON.stringify(value)] as const,
  );
  const names = members.map(([name]) => name);
  const text = (list: readonly (readonly [string, string])[]) =>
    `{${list.map(([name, token]) => `${JSON.stringify(name)}:${token}`).join(',')}}`;
  const good = text(members);
  const other = fc
    .tuple(fc.constantFrom(...names), anyToken)
    .map(([name, token]) => text(members.map((member) => (member[0] === name ? [name, token] : member))));
  const without = fc
    .constantFrom(...names)
    .map((name) => text(members.filter((member) => member[0] !== name)));
  const more = fc.tuple(fc.constantFrom(...NAMES), anyToken).map((member) => text([...members, member]));
  const twice = fc.constantFrom(...members).map((member) => text([...members, member]));
  const torn = fc.nat({ max: good.length - 1 }).map((length) => good.slice(0, length));
  const deep = fc.constantFrom('[', '{"a":').map((opening) => opening.repeat(100_000));
  const bytes = fc
    .tuple(fc.nat({ max: good.length }), fc.constantFrom([0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf5], [0]))
    .map(([at, wrong]) => Buffer.concat([Buffer.from(good.slice(0, at)), Buffer.from(wrong), Buffer.from(good.slice(at))])); // prettier-ignore
  const unfit = fc
    .oneof({ weight: 6, arbitrary: other }, without, more, torn, anyToken)
    .filter((body) => isUnfit(page, operation, body));
  return fc
    .oneof({ weight: 6, arbitrary: unfit }, twice, deep, bytes)
    .map((body: string | Buffer) => whole(operation, body));
}

function isUnfit(page: ApiPage, operation: Operation, text: string): boolean {
  try {
    return !page.takesBody(operation, JSON.parse(text));
  } catch {
    return true;
  }
}
