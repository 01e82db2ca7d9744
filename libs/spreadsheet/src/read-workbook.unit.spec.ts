import { packed, parts } from './packed.fixture';
import { readWorkbook } from './read-workbook';
import { WorkbookRefused } from './refused';

const all = () => true;
const rowsOf = async (file: Buffer) => (await readWorkbook(file, all)).sheets[0]!.rows;
const cellsOf = async (rows: string, texts = '') => (await rowsOf(packed(parts(rows, texts))))[0]?.cells;

/** The rules that the file breaks. */
async function refusal(file: Buffer): Promise<readonly string[]> {
  try {
    await readWorkbook(file, all);
  } catch (error) {
    expect(error).toBeInstanceOf(WorkbookRefused);
    return (error as WorkbookRefused).faults.map(({ rule }) => rule);
  }
  throw new Error('it was read');
}

describe('the cells of a workbook', () => {
  it('hold shared texts, texts of formulas and texts of their own', async () => {
    const texts =
      '<si><t>东村</t></si><si><r><t>西</t></r><r><t xml:space="preserve"> 村</t></r><rPh><t>xi</t></rPh></si>';
    const rows =
      '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="str"><f>A1</f><v>a&amp;b</v></c><c r="D1" t="inlineStr"><is><t>_x000A_&lt;</t></is></c></row>';
    expect(await cellsOf(rows, texts)).toEqual(['东村', '西 村', 'a&b', '\n<']);
  });

  it('hold numbers, truth, errors, and days where the format shows a day', async () => {
    const rows =
      '<row r="1"><c><v>1234.56</v></c><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c><c s="1"><v>43160</v></c><c s="2"><v>43160.75</v></c><c s="3"><v>43160</v></c><c s="4"><v>61</v></c><c t="d"><v>2018-03-01T00:00:00</v></c></row>';
    expect(await cellsOf(rows)).toEqual([
      1234.56,
      true,
      { error: '#N/A' },
      { day: '2018-03-01' },
      { day: '2018-03-01' },
      43160,
      { day: '1900-03-01' },
      { day: '2018-03-01' },
    ]);
  });

  it('count days from 1904 in a workbook that says so', async () => {
    const plain = parts('<row r="1"><c s="1"><v>41698</v></c></row>');
    const workbook = plain['xl/workbook.xml'].replace('<sheets>', '<workbookPr date1904="1"/><sheets>');
    expect((await rowsOf(packed({ ...plain, 'xl/workbook.xml': workbook })))[0]?.cells).toEqual([
      { day: '2018-03-01' },
    ]);
  });

  it('stand where they say, or behind the one before; rows that are empty are left out', async () => {
    const rows =
      '<row r="2"><c r="C2"><v>1</v></c><c><v>2</v></c></row><row r="5"><c r="A5" s="1"/></row><row><c r="AA6"><v>3</v></c></row>';
    const read = await rowsOf(packed(parts(rows)));
    expect(read.map(({ number }) => number)).toEqual([2, 6]);
    expect(read[0]!.cells).toEqual([undefined, undefined, 1, 2]);
    expect(read[1]!.cells.length).toBe(27);
  });

  it('are read of the sheets that are wanted', async () => {
    const file = packed(parts('<row r="1"><c><v>1</v></c></row>'));
    expect(await readWorkbook(file, (name) => name !== 'Sheet1')).toEqual({ sheets: [] });
  });
});

describe('a file that harms', () => {
  const big = Buffer.alloc(40 * 1024 * 1024, ' ').toString();

  it('is refused when it is no workbook', async () => {
    expect(await refusal(Buffer.from(''))).toEqual(['not-a-workbook']);
    expect(await refusal(Buffer.from('d0cf11e0a1b11ae1', 'hex'))).toEqual(['not-a-workbook']);
    expect(await refusal(packed({ 'word/document.xml': '<a/>' }))).toEqual(['not-a-workbook']);
    expect(await refusal(packed(parts(''), { 'xl/workbook.xml': { encrypted: true } }))).toEqual([
      'not-a-workbook',
    ]);
  });

  it('is refused when it is damaged, wherever it breaks off', async () => {
    const whole = packed(parts('<row r="1"><c t="s"><v>0</v></c></row>', '<si><t>东村</t></si>'));
    expect(await refusal(whole.subarray(0, whole.length - 30))).toEqual(['workbook-damaged']);
    expect(await refusal(Buffer.concat([Buffer.from('PK'), whole.subarray(200)]))).toEqual([
      'workbook-damaged',
    ]);
    for (const rows of [
      '<row r="1">',
      '<row r="x"/>',
      '<row r="1"><c r="1"/></row>',
      '<row><c><v>x</v></c></row>',
      '<row><c t="s"><v>7</v></c></row>',
      '&nbsp;',
    ])
      expect(await refusal(packed(parts(rows)))).toEqual(['workbook-damaged']);
  });

  it('is refused before it is unpacked when it declares too much', async () => {
    const sheet = { 'xl/a.xml': big };
    expect(await refusal(packed(parts('', '', sheet)))).toEqual(['workbook-too-large']); // 1 : 1,000
    const noise = Buffer.alloc(33 * 1024 * 1024, 'abcdefghijklmnopqrstuvwxyz0123456789\n').toString();
    expect(await refusal(packed(parts('', '', { 'xl/a.xml': noise, 'xl/b.xml': noise })))).toEqual([
      'workbook-too-large',
    ]);
    const many = Object.fromEntries(Array.from({ length: 1_001 }, (_, n) => [`xl/${n}.xml`, '']));
    expect(await refusal(packed(many))).toEqual(['workbook-too-large']);
  });

  it('is refused where it unpacks to more than it declares', async () => {
    const lying = packed(parts(big), { 'xl/worksheets/sheet1.xml': { size: 1_000 } });
    expect(await refusal(lying)).toEqual(['workbook-damaged']);
  });

  it('cannot make entities, depth or attributes grow', async () => {
    const laughs = '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>';
    const sheet = `${laughs}<worksheet><sheetData><row><c t="str"><v>&b;</v></c></row></sheetData></worksheet>`;
    const deep = '<a>'.repeat(1_000) + '</a>'.repeat(1_000);
    const wide = `<row ${Array.from({ length: 1_000 }, (_, n) => `a${n}=""`).join(' ')}/>`;
    expect(await refusal(packed(parts('', '', { 'xl/worksheets/sheet1.xml': sheet })))).toEqual([
      'workbook-damaged',
    ]);
    expect(await refusal(packed(parts(deep)))).toEqual(['workbook-damaged']);
    expect(await refusal(packed(parts(wide)))).toEqual(['workbook-damaged']);
  });

  it('cannot have more rows, columns or text than a sheet of commands needs', async () => {
    const rows = '<row><c><v>1</v></c></row>';
    expect(await refusal(packed(parts(rows.repeat(30_001))))).toEqual(['workbook-too-large']);
    expect(await refusal(packed(parts('<row><c r="GS1"><v>1</v></c></row>')))).toEqual([
      'workbook-too-large',
    ]);
    expect(await refusal(packed(parts(`<row><c t="str"><v>${'x'.repeat(32_768)}</v></c></row>`)))).toEqual([
      'workbook-too-large',
    ]);
    const empty = Array.from(
      { length: 50_000 },
      (_, n) => `<row r="${n + 1}"><c r="XFD${n + 1}" s="1"/></row>`,
    );
    expect(await rowsOf(packed(parts(empty.join(''))))).toEqual([]);
  });

  it('cannot show one sheet as many', async () => {
    const plain = parts('');
    const twice = plain['xl/workbook.xml'].replace(/(<sheet .*?\/>)/, '$1$1');
    expect(await refusal(packed({ ...plain, 'xl/workbook.xml': twice }))).toEqual(['workbook-damaged']);
  });
});
