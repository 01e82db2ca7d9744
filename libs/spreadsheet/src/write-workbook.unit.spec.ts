import fc from 'fast-check';
import { dayOf, dayNumber } from '@jiedui/programme';
import type { Cell } from './cell';
import type { Column, Sheet } from './column';
import { readWorkbook } from './read-workbook';
import { letter, streamSheet, writeWorkbook } from './write-workbook';
import { openArchive } from './archive';
import { parseXml } from './xml';

const column = (format: Column['format'], more: Partial<Column> = {}): Column => ({
  heading: '标题',
  width: 12,
  tone: 'wanted',
  format,
  ...more,
});

const sheetOf = (rows: Sheet['rows'], columns = [column('text')]): Sheet => ({ name: '登记', columns, rows });

const readBack = async (file: Buffer) => (await readWorkbook(file, () => true)).sheets;

/** Elements and text of a part, as they are in the file. */
async function elementsOf(file: Buffer, part: string) {
  const elements: { name: string; attributes: Readonly<Record<string, string>>; text: string }[] = [];
  await parseXml((await openArchive(file)).part(part)!, {
    open: (name, attributes) => void elements.push({ name, attributes, text: '' }),
    text: (text) => void (elements.at(-1)!.text += text),
  });
  return elements;
}

const streamed = async (rows: readonly (readonly Cell[])[], columns: Column[]): Promise<Buffer> =>
  Buffer.concat(
    await streamSheet(
      { name: '清单', columns },
      (async function* () {
        yield* rows;
      })(),
    ).toArray(),
  );

const anyText = fc
  .oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }),
    fc.constantFrom('=1+1', '@SUM(A1)', '\tx', '_x0041_', ' x '),
  )
  .map((text) => text.toWellFormed().replace(/[\ufffe\uffff]/g, '?'));
const anyDay = fc.integer({ min: dayNumber('1900-01-01'), max: dayNumber('9999-12-31') }).map(dayOf);
const anyCell: fc.Arbitrary<Cell> = fc.oneof(
  anyText,
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0),
  fc.boolean(),
);

describe('a workbook that is written', () => {
  it('is the same, byte for byte, whenever it is written', async () => {
    const written = async (now: string) => {
      jest.useFakeTimers({
        now: new Date(now),
        doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate', 'setTimeout'],
      });
      return writeWorkbook([sheetOf([['第一村']])]).finally(() => void jest.useRealTimers());
    };
    expect(await written('2019-09-30T01:00:00Z')).toEqual(await written('2020-03-01T02:30:00Z'));
  });

  it('is always read back as it was, letter for letter and day for day', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ any: anyCell, day: anyDay }), { minLength: 1, maxLength: 20 }),
        async (rows) => {
          const cells = rows.map(({ any, day }) => [any, { day }]);
          const columns = [column('text'), column('day')];
          for (const file of [
            await writeWorkbook([sheetOf(cells, columns)]),
            await streamed(cells, columns),
          ]) {
            const [sheet] = await readBack(file);
            expect(sheet!.rows.slice(1).map(({ cells }) => cells)).toEqual(cells);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('holds no formula: a text is a text, in a format that is text, whatever it begins with', async () => {
    const risky = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '=HYPERLINK("http://x")'];
    const columns = [column('text')];
    const rows = risky.map((text) => [text]);
    for (const file of [await writeWorkbook([sheetOf(rows, columns)]), await streamed(rows, columns)]) {
      const elements = await elementsOf(file, 'xl/worksheets/sheet1.xml');
      const cells = elements.filter(({ name }) => name === 'c').slice(1);
      expect(cells.map(({ attributes }) => attributes['t'])).toEqual(
        risky.map(() => expect.stringMatching(/^(s|inlineStr)$/)),
      );
      expect(elements.filter(({ name }) => name === 'f')).toEqual([]);
      const styles = await elementsOf(file, 'xl/styles.xml');
      const formats = new Map(
        styles
          .filter(({ name }) => name === 'numFmt')
          .map(({ attributes: a }) => [a['numFmtId'], a['formatCode']]),
      );
      const inCells = styles
        .slice(styles.findIndex(({ name }) => name === 'cellXfs') + 1)
        .filter(({ name }) => name === 'xf');
      expect(
        cells.map(({ attributes }) => formats.get(inCells[Number(attributes['s'])]!.attributes['numFmtId'])),
      ).toEqual(risky.map(() => '@'));
    }
  });

  it('offers choices from a sheet that nobody sees, equal lists once', async () => {
    const check = { type: 'choice', choices: ['低保户', '五保户'] } as const;
    const columns = [
      column('text', { check }),
      column('text', { check, hidden: true }),
      column('whole', { check: { type: 'whole', min: 1, max: 9 } }),
    ];
    const file = await writeWorkbook([{ ...sheetOf([['低保户']], columns), checkedRows: 500 }]);
    const rules = (await elementsOf(file, 'xl/worksheets/sheet1.xml')).filter(({ name }) =>
      /^(dataValidation|formula1|col)$/.test(name),
    );
    expect(rules.filter(({ name }) => name === 'formula1').map(({ text }) => text)).toEqual([
      '选项!$A$1:$A$2',
      '选项!$A$1:$A$2',
      '1',
    ]);
    expect(
      rules.filter(({ name }) => name === 'dataValidation').map(({ attributes }) => attributes['sqref']),
    ).toEqual(['A2:A501', 'B2:B501', 'C2:C501']);
    expect(
      rules.filter(({ name }) => name === 'col').map(({ attributes }) => attributes['hidden'] ?? 'false'),
    ).toEqual(['false', 'true', 'false']);
    const sheets = (await elementsOf(file, 'xl/workbook.xml')).filter(({ name }) => name === 'sheet');
    expect(sheets.map(({ attributes }) => [attributes['name'], attributes['state']])).toEqual([
      ['登记', undefined],
      ['选项', 'veryHidden'],
    ]);
    expect((await readBack(file))[1]!.rows.map(({ cells }) => cells)).toEqual([['低保户'], ['五保户']]);
  });

  it('names its columns as Excel does', () => {
    expect([0, 25, 26, 51, 52, 701, 702].map(letter)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA']);
  });
});
