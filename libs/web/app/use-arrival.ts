import { PATHS, usePage, useWords } from '@jiedui/web-page';
import { useEffect, useRef } from 'react';
import { useLocation, useNavigationType } from 'react-router';
import { words } from './words';

const NAMES = Object.keys(PATHS) as readonly (keyof typeof PATHS)[];

/** What arriving at a page means: its title, and, by a link, its top and the reader's focus. */
export function useArrival(): void {
  const { language } = usePage();
  const t = useWords(words);
  const { pathname } = useLocation();
  const how = useNavigationType();
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
    const name = NAMES.findLast((known) => pathname.startsWith(PATHS[known]));
    document.title = `${name ? `${t[name]} · ` : ''}${t.name} ${t.programme}`;
  }, [language, t, pathname]);
  const arrivedAt = useRef(pathname);
  useEffect(() => {
    if (arrivedAt.current === pathname) return; // a filter or a sheet changes the address too, and is no other page
    arrivedAt.current = pathname;
    if (how !== 'PUSH') return;
    scrollTo(0, 0);
    document.getElementById('content')?.focus({ preventScroll: true });
  }, [pathname, how]);
}
