import { languageOf, notFound, Problem, readBody, say, type Language } from '@jiedui/service-host';
import { readWorkbook, WorkbookRefused, writeWorkbook } from '@jiedui/spreadsheet';
import type { FastifyRequest } from 'fastify';
import type { Bureau } from '../bureau';
import { ImportRun, newImport, type Import, type ToldRow, type WrongRow } from '../spreadsheet/import';
import { isRead, readRows, type ImportFile } from '../spreadsheet/read-rows';
import { resultSheets } from '../spreadsheet/result';
import type { SheetPlan } from '../spreadsheet/sheet-plan';
import { villageNames } from './template-desk';
import { violationTeller } from './violation-text';

/** What an upload may weigh; a JSON body keeps its own limit. */
export const MOST_BYTES = 10 * 1024 * 1024;
/** Results hold personal values: so many are kept, in memory alone, and so long. */
const MOST_KEPT = 8;
const KEPT_MS = 3_600_000;

/** Takes files over HTTP, one at a time; keeps what came of the latest ones for who sent them. */
export class ImportDesk {
  private readonly imports = new Map<string, Import>();
  /** Set while a file is read or imported. */
  private current: Import | 'reading' | undefined;
  private running: Promise<unknown> = Promise.resolve();
  private closing = false;
  private readonly tell: ReturnType<typeof violationTeller>;

  constructor(
    private readonly bureau: Bureau,
    private readonly plans: readonly SheetPlan[],
    private readonly onError: (error: unknown) => void,
  ) {
    this.tell = violationTeller(bureau.def);
  }

  /** Begins an import, or a dry run; everything that is wrong with the file is a problem. */
  async begin(request: FastifyRequest, dryRun: boolean): Promise<Import> {
    if (this.current || this.closing) {
      const answer = busy(this.current);
      await readBody(request, 0).catch(() => {}); // a client that is cut off does not read the answer
      throw answer;
    }
    this.current = 'reading';
    try {
      const file = await this.read(await readBody(request, MOST_BYTES));
      const { def, pipeline } = this.bureau;
      const submit = dryRun ? pipeline.rehearse() : pipeline.submit.bind(pipeline);
      const order = { actor: request.actor, correlationId: request.id, dryRun };
      const started = newImport(order, file.rows.length);
      const run = new ImportRun(started, { def, submit, tell: this.tell, onError: this.onError });
      this.keep(started);
      this.current = started;
      this.running = this.finish(started, run, file).catch(this.onError);
      return started;
    } catch (error) {
      this.current = undefined;
      throw error;
    }
  }

  /** Somebody else's is as good as none: its rows are personal. */
  find(id: string, actor: string): Import {
    const found = this.imports.get(id);
    if (found?.order.actor !== actor) throw notFound(NO_IMPORT);
    return found;
  }

  private async read(bytes: Buffer): Promise<ImportFile> {
    const { def, privateStore } = this.bureau;
    try {
      const workbook = await readWorkbook(bytes, isRead(this.plans));
      return readRows(def.area, this.plans, workbook, (text) => privateStore.digest(text));
    } catch (error) {
      if (!(error instanceof WorkbookRefused)) throw error;
      throw new Problem('invalid-request', { violations: error.faults.slice(0, 50) });
    }
  }

  private async finish(started: Import, run: ImportRun, file: ImportFile): Promise<void> {
    try {
      const wrong = await run.take(file.rows, () => this.closing);
      const returned = started.order.dryRun && wrong.length ? withReasons(file, wrong) : wrong;
      if (returned.length) started.result = await this.write(file, returned);
      if (started.state === 'running') started.state = 'done';
    } finally {
      if (started.state === 'running') started.state = 'stopped';
      this.current = undefined;
    }
  }

  private async write(file: ImportFile, rows: readonly WrongRow[]): Promise<Buffer> {
    const { def, records } = this.bureau;
    const source = { def, find: records.find.bind(records), nameOf: villageNames(this.bureau) };
    return writeWorkbook(await resultSheets(source, file.marks, rows));
  }

  private keep(started: Import): void {
    this.imports.set(started.id, started);
    for (const id of this.imports.keys()) if (this.imports.size > MOST_KEPT) this.imports.delete(id);
    setTimeout(() => this.imports.delete(started.id), KEPT_MS).unref();
  }

  /** Ends behind the rows that are under way. */
  async close(): Promise<void> {
    this.closing = true;
    await this.running;
  }
}

/** The whole file: nothing of it was recorded. */
function withReasons({ rows }: ImportFile, wrong: readonly WrongRow[]): readonly WrongRow[] {
  const reasons = new Map(wrong.map(({ row, reasons }) => [row, reasons]));
  return rows.map((row) => ({ row, reasons: reasons.get(row) ?? [] }));
}

/** An import as it is told: figures and reasons, nothing that stands in its rows. */
export function toldImport(area: string, of: Import, request: FastifyRequest) {
  const language = languageOf(request);
  const { id, state, rows, done, accepted, repeated, refused, told, result, order } = of;
  return {
    ...{ id, dryRun: order.dryRun, state, rows, done, accepted, repeated, refused },
    wrong: told.map((wrong) => toldRow(wrong, language)),
    ...(result && { result: `/api/${area}/imports/${id}/result` }),
  };
}

const toldRow = ({ sheet, number, reasons }: ToldRow, language: Language) => ({
  sheet,
  row: number,
  reasons: reasons.map((reason) => say(reason, language)),
});

const NO_IMPORT = {
  zh: '没有这次导入。结果只保留一小时，服务重启后也不再保留；同一份文件可以再次上传，已登记的不会重复登记',
  en: 'There is no such import. Results are kept for an hour and not across a restart; send the file again: what is recorded is not recorded twice',
};

export const NO_RESULT = {
  zh: '没有要退回的行，或导入还没有结束',
  en: 'No row is given back, or the import has not ended',
};

function busy(current: Import | 'reading' | undefined): Problem {
  const [zh, en] =
    typeof current === 'object'
      ? [`（已办 ${current.done} / ${current.rows} 行）`, ` (${current.done} of ${current.rows} rows)`]
      : ['', ''];
  return new Problem('busy', {
    detail: {
      zh: `正在导入另一份表格${zh}，请稍后再上传`,
      en: `Another workbook is being imported${en}: send yours in a moment`,
    },
    headers: { 'retry-after': '5' },
  });
}
