import type { Day } from '@jiedui/programme';
import { usePage } from '@jiedui/web-page';
import type {
  AttentionAnswer,
  Catalogue,
  ChangesAnswer,
  DistrictsAnswer,
  OverviewAnswer,
  TrendAnswer,
} from './answers';
import type { ReportAnswer } from './report-answer';
import type { CourseAnswer, LightAnswer, VillageAnswer } from './village-answers';
import { useAnswer, type Answered } from './use-answer';

/** The catalogue at today: its `asOf` is the day that the platform takes for today. */
export const useToday = (): Answered<Catalogue> =>
  useAnswer<Catalogue>({ path: '/indicators', timeless: true });

/** The day whose figures the pages show, as the address says it; undefined before today is known. */
export function useShownDay(): Day | undefined {
  const { asOf } = usePage();
  const today = useToday().data?.asOf;
  return asOf ?? today;
}

/** The catalogue of indicators; its frame is of the page's day. */
export const useCatalogue = (): Answered<Catalogue> => useAnswer<Catalogue>({ path: '/indicators' });

/** The city, or the district that the page is looked at through. */
export function useOverview(): Answered<OverviewAnswer> {
  const { district } = usePage();
  return useAnswer({ path: district === undefined ? '/city' : `/districts/${encodeURIComponent(district)}` });
}

export const useDistricts = (): Answered<DistrictsAnswer> => useAnswer({ path: '/districts' });

export const useTrend = (): Answered<TrendAnswer> => {
  const { district } = usePage();
  return useAnswer({ path: '/trend', parameters: { district } });
};

export interface ChangesAsked {
  /** Undefined: nothing is asked yet. */
  readonly since: Day | undefined;
  readonly indicator?: string | undefined;
  readonly direction?: string | undefined;
  readonly limit: number;
  readonly offset?: number;
}

export const useChanges = (asked: ChangesAsked): Answered<ChangesAnswer> => {
  const { district } = usePage();
  const parameters = { district, ...asked };
  return useAnswer({ path: '/changes', parameters, when: asked.since !== undefined });
};

export const useAttention = (asked: {
  readonly limit: number;
  readonly offset?: number;
}): Answered<AttentionAnswer> => {
  const { district } = usePage();
  return useAnswer({ path: '/attention', parameters: { district, ...asked } });
};

export const useVillage = (code: string): Answered<VillageAnswer> =>
  useAnswer({ path: `/villages/${encodeURIComponent(code)}` });

export const useCourse = (code: string): Answered<CourseAnswer> =>
  useAnswer({ path: `/villages/${encodeURIComponent(code)}/course` });

export const useLight = (code: string, area: string): Answered<LightAnswer> =>
  useAnswer({ path: `/villages/${encodeURIComponent(code)}/areas/${encodeURIComponent(area)}` });

/** `areas`: ids by comma; all when left out. */
export const useReport = (areas: string | undefined): Answered<ReportAnswer> => {
  const { district } = usePage();
  return useAnswer({ path: '/report', parameters: { district, areas } });
};
