import { refuse, type RecordKind } from '@jiedui/bureau';
import type { Events } from '@jiedui/infrastructure-contract';

/** One of the twelve items of the village; the record's id is the item (spec section 4, infrastructure). */
export interface Facility {
  readonly item: Events['FacilityPlanned']['item'];
  readonly state: 'planned' | 'under-construction' | 'completed' | 'accepted';
}

export const facility: RecordKind<Facility, Events> = {
  classify: ({ item, state }) => ({ item, state }),
  opens: {
    FacilityPlanned: ({ item }) => ({ item, state: 'planned' }),
    FacilityAccepted: ({ item, existing }) =>
      existing ? { item, state: 'accepted' } : refuse('accept-only-a-completed-facility'),
  },
  moves: {
    FacilityPlanned: () => refuse('facility-once-per-village'),
    FacilityStarted: ({ item, state }) =>
      state === 'planned' ? { item, state: 'under-construction' } : refuse('start-only-a-planned-facility'),
    FacilityCompleted: ({ item, state }) =>
      state === 'under-construction'
        ? { item, state: 'completed' }
        : refuse('complete-only-a-started-facility'),
    FacilityAccepted: ({ item, state }, { existing }) => {
      if (existing) return refuse('existing-only-without-a-record');
      return state === 'completed' ? { item, state: 'accepted' } : refuse('accept-only-a-completed-facility');
    },
    FacilityRevoked: ({ item, state }) =>
      state === 'accepted' ? { item, state: 'completed' } : refuse('revoke-only-an-accepted-facility'),
  },
};

export interface ProductionProject {
  readonly kind: Events['ProductionProjectPlanned']['kind'];
  readonly state: 'planned' | 'under-construction' | 'completed';
  /** All the investments so far. */
  readonly investedFen: number;
}

export const productionProject: RecordKind<ProductionProject, Events> = {
  classify: ({ kind, state, investedFen }) => ({ kind, state, investedFen }),
  opens: {
    ProductionProjectPlanned: ({ kind }) => ({ kind, state: 'planned', investedFen: 0 }),
  },
  moves: {
    ProductionProjectStarted: (project) =>
      project.state === 'planned'
        ? { ...project, state: 'under-construction' }
        : refuse('start-only-a-planned-project'),
    ProductionProjectCompleted: (project) =>
      project.state === 'under-construction'
        ? { ...project, state: 'completed' }
        : refuse('complete-only-a-started-project'),
    ProductionInvestmentMade: (project, { amountFen }) =>
      project.state === 'completed'
        ? refuse('invest-only-until-completed')
        : { ...project, investedFen: project.investedFen + amountFen },
  },
};
