import { useToday } from '@jiedui/web-api';
import { usePage } from '@jiedui/web-page';
import type { Day } from '@jiedui/programme';

/** The day whose figures the pages show; undefined before the platform has said what today is. */
export function useShownDay(): Day | undefined {
  const { asOf } = usePage();
  const { data } = useToday();
  return asOf ?? data?.asOf;
}
