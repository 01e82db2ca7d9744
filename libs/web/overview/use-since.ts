import { isDay, type Day } from '@jiedui/programme';
import { useShownDay } from '@jiedui/web-api';
import { sinceDay, type Span } from './since';

/** The day that the shown day is compared with; undefined before it is known. What is no day stays for the platform to refuse. */
export function useSince(span: Span): Day | undefined {
  const day = useShownDay();
  return day !== undefined && isDay(day) ? sinceDay(span, day) : day;
}
