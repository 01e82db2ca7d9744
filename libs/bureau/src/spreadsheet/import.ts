import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';
import type { Text } from '@jiedui/programme';
import type { Answer, Command } from '../pipeline/command';
import type { Violation } from '../domain/kind';
import type { RecordKey } from '../domain/touched';
import type { ImportRow } from './read-rows';
import { recordOf } from './sheet-plan';
import type { BureauDef } from '../define-bureau';

/** Rows that are under way together: what the pipeline commits at once. */
const SLICE = 256;
/** A pipeline that is busy is asked again so often, and so long after. */
const TRIES = 100;
const PAUSE_MS = 50;
/** So many wrong rows can be read before the result is fetched. */
const MOST_TOLD = 100;

/** What an import works with. */
export interface ImportTools {
  readonly def: BureauDef;
  readonly submit: (command: Command) => Promise<Answer>;
  readonly tell: (violation: Violation) => { readonly message: Text };
  /** Told of what failed without anybody's fault; the row is given back. */
  readonly onError: (error: unknown) => void;
}

/** A row that was not recorded, and why. */
export interface WrongRow {
  readonly row: ImportRow;
  readonly reasons: readonly Text[];
}

/** The same as it may be told while the import is kept: nothing that stands in the row. */
export interface ToldRow {
  readonly sheet: string;
  readonly number: number;
  readonly reasons: readonly Text[];
}

/** Who sent the file, and what for. */
export interface ImportOrder {
  readonly actor: string;
  readonly correlationId: string;
  readonly dryRun: boolean;
}

/** How far an import is, and what came of it: what is kept of it when it has ended. */
export interface Import {
  readonly id: string;
  readonly order: ImportOrder;
  /** How many rows there are, and of how many it is known what became of them. */
  readonly rows: number;
  done: number;
  accepted: number;
  /** Recorded by an earlier upload. */
  repeated: number;
  refused: number;
  /** The first of the wrong rows. */
  told: readonly ToldRow[];
  state: 'running' | 'done' | 'stopped';
  /** The workbook that is given back; undefined: there is nothing to give back (yet). */
  result?: Buffer;
}

export const newImport = (order: ImportOrder, rows: number): Import => ({
  ...{ id: randomUUID(), order, rows },
  ...{ done: 0, accepted: 0, repeated: 0, refused: 0, told: [], state: 'running' },
});

/** The rows of a file on their way through the pipeline. */
export class ImportRun {
  /** Record -> the version that the template knew, and the one that rows of this file have made of it. */
  private readonly moved = new Map<string, { readonly from: number; readonly now: number }>();

  constructor(
    private readonly of: Import,
    private readonly tools: ImportTools,
  ) {}

  /** Resolves to the wrong rows in the order of the file. Rejects never: what fails is told with its row. */
  async take(rows: readonly ImportRow[], isStopping: () => boolean): Promise<readonly WrongRow[]> {
    const wrong: WrongRow[] = [];
    for (let at = 0; at < rows.length; at += SLICE) {
      if (isStopping()) {
        this.of.state = 'stopped';
        break;
      }
      const reasons = await this.takeSlice(rows.slice(at, at + SLICE));
      for (const [i, some] of reasons.entries())
        if (some.length) wrong.push({ row: rows[at + i]!, reasons: some });
      this.of.told = wrong
        .slice(0, MOST_TOLD)
        .map(({ row, reasons }) => ({ sheet: row.plan.name, number: row.number, reasons }));
      await nextTurn(); // a dry run waits for nothing else
    }
    return wrong;
  }

  /**
   * What stands against each. All at once; those of one record one after another, for each needs the version
   * that the last one made.
   */
  private takeSlice(rows: readonly ImportRow[]): Promise<(readonly Text[])[]> {
    const last = new Map<string, Promise<unknown>>();
    return Promise.all(
      rows.map((row) => {
        const record = recordOf(this.tools.def.area, row.plan, row.content);
        const name = record && nameOf(record);
        const before = name === undefined ? undefined : last.get(name);
        const taken = before ? before.then(() => this.takeRow(row, name)) : this.takeRow(row, name);
        if (name !== undefined) last.set(name, taken);
        return taken;
      }),
    );
  }

  private async takeRow(row: ImportRow, record: string | undefined): Promise<readonly Text[]> {
    const reasons = row.reasons.length ? row.reasons : await this.submit(row, record);
    this.of.done++;
    if (reasons.length) this.of.refused++;
    return reasons;
  }

  /** What stands against the row; nothing: it is recorded. */
  private async submit(row: ImportRow, record: string | undefined): Promise<readonly Text[]> {
    const { actor, correlationId } = this.of.order;
    const { content, idempotencyKey } = row;
    const ifMatch = this.versionOf(row, record);
    const command = { ...content, idempotencyKey, actor, correlationId, ...(ifMatch && { ifMatch }) };
    try {
      let answer = await this.tools.submit(command);
      for (let tries = 0; answer.status === 'busy' && tries < TRIES; tries++) {
        await wait(PAUSE_MS);
        answer = await this.tools.submit(command);
      }
      if (answer.status === 'accepted') {
        if (answer.repeated) this.of.repeated++;
        else this.of.accepted++;
        if (ifMatch !== undefined)
          this.moved.set(record!, { from: row.version!, now: answer.record.version });
      }
      return this.reasonsOf(answer);
    } catch (error) {
      this.tools.onError(error);
      return [FAILED];
    }
  }

  /** The record is as the template knew it, but for the rows before this one. */
  private versionOf({ plan, version }: ImportRow, record: string | undefined): number | undefined {
    if (!plan.isAbout || version === undefined || record === undefined) return undefined;
    const moved = this.moved.get(record);
    return moved?.from === version ? moved.now : version;
  }

  private reasonsOf(answer: Answer): readonly Text[] {
    switch (answer.status) {
      case 'accepted':
        return [];
      case 'refused':
        return answer.violations.map((violation) => this.tools.tell(violation).message);
      case 'stale':
        return [STALE];
      case 'key-reused':
        return [KEY_REUSED];
      case 'busy':
        return [BUSY];
    }
  }
}

const nameOf = ({ kind, village, id }: RecordKey): string => `${kind}/${village}/${id}`;

const STALE: Text = {
  zh: '这条记录在模板下载之后有新的变动。本文件里已换成现在的情况，请核对，仍要办理的直接上传本文件',
  en: 'The record has changed since the template was downloaded. This file shows what it is now: check, and send it if the row still holds',
};
const KEY_REUSED: Text = {
  zh: '此行以前登记过，但内容与当时不同，没有再次登记。要改已登记的内容，请办理“更正”；确属另一项的，请填在新下载的模板里',
  en: 'This row was recorded before with other content. To change that, correct it; if it is another one, enter it in a new template',
};
const BUSY: Text = {
  zh: '系统繁忙，此行没有登记。请稍后再次上传',
  en: 'The service was too busy for this row: send it again later',
};
const FAILED: Text = {
  zh: '系统内部错误，此行可能没有登记。请稍后再次上传（已登记的不会重复）',
  en: 'Something went wrong inside the service: send the row again (what is recorded is not recorded twice)',
};
