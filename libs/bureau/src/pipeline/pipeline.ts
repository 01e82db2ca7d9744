import type { EventLog } from '@jiedui/event-log';
import type { Instant } from '@jiedui/programme';
import type { Clock } from '@jiedui/service-host';
import type { BureauDef } from '../define-bureau';
import type { PrivateStore } from '../private-store/private-store';
import type { Records } from '../records/records';
import type { Reference } from '../reference/reference';
import type { CommandPipeline } from './command';
import { GroupCommit } from './group-commit';
import { makeId } from './make-id';
import { passTime, type Pass } from './pass-time';
import { correctionTask, passageTask, reportTask } from './task';
import { rehearse } from './rehearse';
import { isIn } from './repeated-answer';
import { WaitingLine } from './waiting-line';

export interface PipelineOptions {
  readonly def: BureauDef;
  readonly log: EventLog;
  readonly records: Records;
  readonly privateStore: PrivateStore;
  readonly reference: Reference;
  readonly clock: Clock;
  /** Events were appended: wakes the relay. */
  readonly onAppended?: () => void;
  /** Ids of events and records; UUID v7 by default. */
  readonly makeId?: () => string;
}

/** What the parts of a pipeline work with. */
export type Tools = PipelineOptions & Required<Pick<PipelineOptions, 'makeId'>>;

export interface RunningPipeline extends CommandPipeline {
  /** The bureau's clock: no event that is written later has an earlier time. */
  now(): Instant;
  /** Answers everybody who waits. */
  close(): Promise<void>;
}

/** Starts the pipeline of a bureau; clears away what commands that died half-way left behind. */
export async function openPipeline(given: PipelineOptions): Promise<RunningPipeline> {
  const options: Tools = { makeId, ...given };
  const { def, log, privateStore } = options;
  await privateStore.sweep(async ({ idempotencyKey, eventId }) => {
    const commit = await log.findByKey(idempotencyKey);
    return commit !== undefined && isIn(commit, eventId);
  });
  const commits = new GroupCommit(options, (waiting) => line.rejoin(waiting));
  const line: WaitingLine = new WaitingLine((group) => commits.serve(group));
  const pass: Pass = async (village, some) => {
    const answer = await line.join(() => passageTask(village, options.makeId(), some), true);
    if (answer.status === 'accepted') return answer.events.length;
    if (answer.status === 'refused') return 0;
    throw new Error(`time could not pass in ${village}: ${answer.status}`);
  };
  return {
    submit: (command) => line.join(() => reportTask(def, command, options.makeId)),
    correct: (correction) => line.join(() => correctionTask(log, correction, options.makeId())),
    rehearse: () => rehearse(options),
    passTime: passTime(options, pass),
    now: () => commits.now(),
    close: () => line.close(),
  };
}
