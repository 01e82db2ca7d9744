import { refuse, type RecordKind } from '@jiedui/bureau';
import type { Events } from '@jiedui/__area__-contract';

/** A project of the bureau in a village; nobody benefits before it is completed. */
export type Project =
  | { readonly state: 'registered' | 'approved'; readonly beneficiaries: 0 }
  | { readonly state: 'completed'; readonly beneficiaries: number };

export const project: RecordKind<Project, Events> = {
  classify: ({ state, beneficiaries }) => ({ state, beneficiaries }),
  opens: {
    ProjectRegistered: () => ({ state: 'registered', beneficiaries: 0 }),
  },
  moves: {
    ProjectApproved: ({ state }) =>
      state === 'registered'
        ? { state: 'approved', beneficiaries: 0 }
        : refuse('approve-only-a-registered-project'),
    ProjectCompleted: ({ state }, { beneficiaries }) =>
      state === 'approved'
        ? { state: 'completed', beneficiaries }
        : refuse('complete-only-an-approved-project'),
    ProjectReopened: ({ state }) =>
      state === 'completed'
        ? { state: 'approved', beneficiaries: 0 }
        : refuse('reopen-only-a-completed-project'),
    ProjectRemoved: () => null,
  },
};
