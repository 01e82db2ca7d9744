import { refuse, unless, type RecordKind } from '@jiedui/bureau';
import type { Events } from '@jiedui/employment-contract';

/** A worker of the village (spec section 4, employment). */
export type Worker = {
  readonly willingToTrain: boolean;
  readonly willingToTransfer: boolean;
  readonly trained: boolean;
  /** Has work away from the land now. */
  readonly transferred: boolean;
} & (
  | { readonly employmentHardship: true; readonly aided: boolean }
  | { readonly employmentHardship: false; readonly aided: false }
);

export const worker: RecordKind<Worker, Events> = {
  classify: (worker) => ({ ...worker }),
  opens: {
    WorkerRegistered: ({ willingToTrain, willingToTransfer, employmentHardship }) => ({
      willingToTrain,
      willingToTransfer,
      employmentHardship,
      trained: false,
      transferred: false,
      aided: false,
    }),
  },
  moves: {
    WorkerIntentionsChanged: (worker, { willingToTrain, willingToTransfer }) =>
      unless({
        'intentions-unchanged':
          willingToTrain !== worker.willingToTrain || willingToTransfer !== worker.willingToTransfer,
      }) ?? { ...worker, willingToTrain, willingToTransfer },
    // Aid is for hardship only, so it ends with it: who falls into hardship again needs aid anew.
    WorkerHardshipChanged: (worker, { employmentHardship }) =>
      unless({ 'hardship-unchanged': employmentHardship !== worker.employmentHardship }) ?? {
        ...worker,
        employmentHardship,
        aided: false,
      },
    TrainingCompleted: (worker) => ({ ...worker, trained: true }),
    // The spec bounds no day; nobody has gone to work before the contract begins.
    WorkerTransferred: (worker, { contractStartOn }, { on }) =>
      unless({
        'transferred-already': !worker.transferred,
        'contract-starts-after-transfer': contractStartOn <= on,
      }) ?? { ...worker, transferred: true },
    WorkerReturned: (worker) =>
      unless({ 'not-transferred': worker.transferred }) ?? { ...worker, transferred: false },
    // Allowances are paid more than once: aid granted again is no mistake, and is ended as one.
    EmploymentAidGranted: (worker) =>
      worker.employmentHardship ? { ...worker, aided: true } : refuse('aid-only-in-hardship'),
    EmploymentAidEnded: (worker) => unless({ 'no-aid-to-end': worker.aided }) ?? { ...worker, aided: false },
    WorkerRemoved: () => null,
  },
};

/** One training of one worker: it stays counted when the worker leaves the list. */
export type Training = Pick<Events['TrainingCompleted'], 'kind'>;

export const training: RecordKind<Training, Events> = {
  classify: ({ kind }) => ({ kind }),
  opens: {
    TrainingCompleted: ({ kind }) => ({ kind }),
  },
};
