import { useSyncExternalStore } from 'react';

const narrow = matchMedia('(max-width: 760px)');
const wall = matchMedia('(min-width: 2200px)');

const subscribe = (listener: () => void) => {
  for (const media of [narrow, wall]) media.addEventListener('change', listener);
  return () => {
    for (const media of [narrow, wall]) media.removeEventListener('change', listener);
  };
};

/** The height of a row in px: two lines on a phone. As in villages.css. */
export const useRowHeight = (): number =>
  useSyncExternalStore(subscribe, () => (narrow.matches ? 76 : wall.matches ? 50 : 38));
