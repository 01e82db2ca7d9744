import { useEffect, useState, type RefObject } from 'react';

export interface RowWindow {
  readonly first: number;
  /** Behind the last one. */
  readonly end: number;
}

const SPARE = 8;

/** Which of endless rows of equal height are on the screen, of a list that the page scrolls over. */
export function useWindow(list: RefObject<HTMLElement | null>, rowHeight: number): RowWindow {
  const [rows, see] = useState<RowWindow>({ first: 0, end: 0 });
  useEffect(() => {
    const look = () => {
      const top = list.current?.getBoundingClientRect().top ?? 0;
      const first = Math.max(0, Math.floor(-top / rowHeight) - SPARE);
      const end = Math.max(first, Math.ceil((innerHeight - top) / rowHeight) + SPARE);
      see((before) => (before.first === first && before.end === end ? before : { first, end }));
    };
    look();
    addEventListener('scroll', look, { passive: true });
    addEventListener('resize', look);
    return () => {
      removeEventListener('scroll', look);
      removeEventListener('resize', look);
    };
  }, [list, rowHeight]);
  return rows;
}
