import {
  isDayCell,
  readWorkbook,
  writeWorkbook,
  XLSX,
  type Cell,
  type SheetContent,
} from '@jiedui/spreadsheet';

export type Cells = Readonly<Record<string, Cell | undefined>>;

export interface Told {
  readonly status: number;
  readonly headers: Headers;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the body of whatever answer
  readonly body: any;
}

/** A clerk with a spreadsheet program of another make: reads files as tables, fills them in, sends them. */
export class Clerk {
  constructor(
    readonly api: string,
    private readonly headers: Readonly<Record<string, string>> = {},
  ) {}

  async download(path: string): Promise<Buffer> {
    const response = await fetch(this.api + path, { headers: this.headers });
    if (response.status !== 200) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return Buffer.from(await response.arrayBuffer());
  }

  async upload(file: Buffer, dryRun = false, headers: Readonly<Record<string, string>> = {}): Promise<Told> {
    const response = await fetch(`${this.api}/imports?dryRun=${dryRun}`, {
      method: 'POST',
      body: new Uint8Array(file),
      headers: { 'content-type': XLSX, ...this.headers, ...headers },
    });
    return told(response);
  }

  async get(path: string): Promise<Told> {
    return told(await fetch(this.api + path, { headers: this.headers }));
  }

  /** Sends a file and waits for what comes of it. */
  async import(file: Buffer, dryRun = false): Promise<Told['body']> {
    const { status, body } = await this.upload(file, dryRun);
    if (status !== 202) throw new Error(JSON.stringify(body));
    for (;;) {
      const { body: now } = await this.get(`/imports/${body.id}`);
      if (now.state !== 'running') return now;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  result({ id }: { readonly id: string }): Promise<Buffer> {
    return this.download(`/imports/${id}/result`);
  }
}

async function told(response: Response): Promise<Told> {
  const text = await response.text();
  const { status, headers } = response;
  return { status, headers, body: /json/.test(headers.get('content-type') ?? '') ? JSON.parse(text) : text };
}

/** The rows of a sheet by their headings. */
export async function tableOf(file: Buffer, name: string): Promise<Cells[]> {
  const sheet = (await sheetsOf(file)).find((sheet) => sheet.name === name);
  if (!sheet) throw new Error(`there is no sheet ${name}`);
  const [headings, ...rows] = sheet.rows;
  return rows.map(({ cells }) =>
    Object.fromEntries(headings!.cells.map((heading, at) => [String(heading), cells[at]])),
  );
}

export const sheetsOf = async (file: Buffer): Promise<readonly SheetContent[]> =>
  (await readWorkbook(file, () => true)).sheets;

/**
 * The file with these cells written into a sheet, from its first row (below the headings) on; undefined
 * leaves what is there. The hidden key comes with its row, as in any spreadsheet program.
 */
export async function fill(file: Buffer, name: string, rows: readonly Cells[]): Promise<Buffer> {
  const sheets = await sheetsOf(file);
  return writeWorkbook(
    sheets.map((sheet) => {
      const [headings, ...body] = sheet.rows.map(({ cells }) => cells);
      const filled = name === sheet.name ? rows.length : 0;
      const all = Array.from({ length: Math.max(body.length, filled) }, (_, at) =>
        headings!.map((heading, column) => {
          const more = at < filled ? rows[at]![String(heading)] : undefined;
          return more ?? body[at]?.[column];
        }),
      );
      return {
        name: sheet.name,
        columns: headings!.map((heading, at) => ({
          ...{ heading: String(heading ?? ''), width: 10, tone: 'given' },
          format: all.some((cells) => isDayCell(cells[at])) ? 'day' : 'plain',
        })),
        rows: all,
      };
    }),
  );
}
