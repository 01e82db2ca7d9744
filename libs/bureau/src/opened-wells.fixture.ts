import { rmSync } from 'node:fs';
import type { EventLog } from '@jiedui/event-log';
import type { Day, DomainEvent } from '@jiedui/programme';
import { ManualClock } from '@jiedui/service-host';
import type { BureauDef } from './define-bureau';
import type { Answer, Accepted, Command, Correction } from './pipeline/command';
import { openPipeline, type PipelineOptions } from './pipeline/pipeline';
import { Records } from './records/records';
import type { KnownVillage, Reference } from './reference/reference';
import { storesAt, temporaryFolder, type Place } from './stores.fixture';
import { wellsBureau } from './wells.fixture';

export { temporaryFolder } from './stores.fixture';

export const VILLAGE = '120119101201';
export const OTHER = '120114000111';
export const TODAY: Day = '2018-06-15';
export const KEY = Buffer.alloc(32, 7);

/** A reference that a spec moves by hand. */
export class ToldReference implements Reference {
  private readonly byCode = new Map<string, KnownVillage>(
    [VILLAGE, OTHER].map((code) => [code, { code, name: code }]),
  );
  private readonly lines = new Map<Day, number>();
  private listener = () => {};

  readonly facts = {
    lineOn: (on: Day) => this.lines.get([...this.lines.keys()].sort().findLast((day) => day <= on) ?? ''),
    lineDays: (from: Day, to: Day) => [...this.lines.keys()].sort().filter((day) => from < day && day <= to),
  };

  tell(village: KnownVillage): void {
    this.byCode.set(village.code, village);
  }

  setLine(on: Day, fen: number): void {
    this.lines.set(on, fen);
    this.listener();
  }

  findVillage = (code: string) => this.byCode.get(code);
  villages = () => this.byCode.values();
  onLineChange = (listener: () => void) => void (this.listener = listener);
  lag = async () => 0;
  isWhole = async () => true;
  close = async () => {};
}

export type OpenedWells = Awaited<ReturnType<typeof openWells>>;

/** The stores of the fictional bureau at a place, and its pipeline. */
export async function openWells(
  place: Place,
  {
    log: givenLog,
    def = wellsBureau,
    projection,
    ...given
  }: Partial<PipelineOptions> & {
    readonly log?: EventLog;
    readonly def?: BureauDef;
    /** Records of its own. */
    readonly projection?: string;
  } = {},
) {
  const clock = given.clock ?? new ManualClock('Asia/Shanghai', `${TODAY}T01:00:00.000Z`);
  const reference = given.reference ?? new ToldReference();
  const stores = await storesAt(place, projection)(def.area);
  const log = givenLog ?? (await stores.log());
  const store = await stores.records();
  const privateStore = await stores.privateStore({ key: KEY });
  const failures: unknown[] = [];
  const records = await Records.open({
    def,
    log,
    store,
    facts: reference.facts,
    today: () => clock.today(),
    onError: (error) => void failures.push(error),
  });
  const pipeline = await openPipeline({ ...given, def, log, records, privateStore, reference, clock });
  return {
    log,
    clock: clock as ManualClock,
    reference: reference as ToldReference,
    store,
    privateStore,
    records,
    pipeline,
    failures,
    close: async () => {
      await pipeline.close();
      await records.close();
      await privateStore.close();
      await store.close();
      await log.close();
      await stores.close();
    },
  };
}

/** For each test of the suite around it wells of their own, in a folder that is gone afterwards. */
export function wellsOfEachTest() {
  const here = {
    folder: '',
    wells: undefined as unknown as OpenedWells,
    submit: (...args: Parameters<typeof command>) => here.wells.pipeline.submit(command(...args)),
    async restart() {
      await here.wells.close();
      here.wells = await openWells(here.folder);
    },
  };
  beforeEach(async () => {
    here.folder = temporaryFolder();
    here.wells = await openWells(here.folder);
  });
  afterEach(async () => {
    await here.wells.close();
    rmSync(here.folder, { recursive: true });
  });
  return here;
}

let keys = 0;
export const newKey = (): string => `key-${++keys}`;

export const command = (
  name: string,
  input: Command['input'] = {},
  more: Partial<Command> = {},
): Command => ({
  name,
  village: VILLAGE,
  occurredOn: TODAY,
  input,
  idempotencyKey: newKey(),
  actor: 'u-1',
  ...more,
});

export const correction = (corrects: string, more: Partial<Correction> = {}): Correction => ({
  village: VILLAGE,
  corrects,
  reason: 'entered-wrongly',
  replacement: null,
  idempotencyKey: newKey(),
  actor: 'u-1',
  ...more,
});

/** The acceptance; throws what stands against it. */
export function accepted(answer: Answer): Accepted {
  if (answer.status !== 'accepted') throw new Error(JSON.stringify(answer));
  return answer;
}

export const rulesOf = (answer: Answer): string[] =>
  answer.status === 'refused' ? answer.violations.map(({ rule }) => rule) : [answer.status];

export const eventsOf = async (log: EventLog, village = VILLAGE): Promise<DomainEvent[]> =>
  (await log.read(village, 1, 100_000)).map((text) => JSON.parse(text) as DomainEvent);
