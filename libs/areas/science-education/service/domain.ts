import { refuse, type RecordKind } from '@jiedui/bureau';
import type { Events } from '@jiedui/science-education-contract';

/** A group of specialists in the village, of which there may be several (spec section 4, science-education). */
export interface TechGroup {
  readonly active: boolean;
}

export const techGroup: RecordKind<TechGroup, Events> = {
  classify: ({ active }) => ({ active }),
  opens: {
    TechGroupAssigned: () => ({ active: true }),
  },
  moves: {
    TechGroupWithdrawn: ({ active }) => (active ? { active: false } : refuse('tech-group-withdrawn-already')),
  },
};

/** Done on one day; a mistake in it is corrected. */
export type Demonstration = Events['DemonstrationHeld'];

export const demonstration: RecordKind<Demonstration, Events> = {
  classify: ({ kind }) => ({ kind }),
  opens: {
    DemonstrationHeld: (demonstration) => demonstration,
  },
};

/** Given on one day; a mistake in it is corrected. */
export type Guidance = Events['GuidanceGiven'];

export const guidance: RecordKind<Guidance, Events> = {
  classify: ({ attendees }) => ({ attendees }),
  opens: {
    GuidanceGiven: (guidance) => guidance,
  },
};

type Stage = Events['StudentRegistered']['stage'];

/** From the lowest to the highest. */
const STAGES: readonly Stage[] = ['preschool', 'primary', 'junior-secondary', 'senior-secondary', 'higher'];

/** A child or student of a family in hardship. Once aided, always aided. */
export interface Student {
  /** Of someone who is not enrolled: the one they ought to be in. */
  readonly stage: Stage;
  readonly enrolled: boolean;
  readonly aided: boolean;
}

export const student: RecordKind<Student, Events> = {
  classify: ({ stage, enrolled, aided }) => ({ stage, enrolled, aided }),
  opens: {
    StudentRegistered: ({ stage, enrolled }) => ({ stage, enrolled, aided: false }),
  },
  moves: {
    // The spec asks for no enrolment: a child out of school grows older too, and owes the next stage.
    StudentStageChanged: (student, { stage }) =>
      STAGES.indexOf(stage) > STAGES.indexOf(student.stage)
        ? { ...student, stage }
        : refuse('stage-only-upward'),
    StudentEnrolled: (student) =>
      student.enrolled ? refuse('enrolled-already') : { ...student, enrolled: true },
    StudentDroppedOut: (student) =>
      student.enrolled ? { ...student, enrolled: false } : refuse('drop-out-only-when-enrolled'),
    // Aid asks for no enrolment either: it may be what brings a child back to school.
    AidGranted: (student) => ({ ...student, aided: true }),
    StudentRemoved: () => null,
  },
};

/** One payment to a student, in fen; it stays when the student is removed. */
export type Aid = Events['AidGranted'];

export const aid: RecordKind<Aid, Events> = {
  classify: ({ kind, amountFen }) => ({ kind, amountFen }),
  opens: {
    AidGranted: (aid) => aid,
  },
};
