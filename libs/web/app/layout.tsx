import { useShownDay, useWaiting } from '@jiedui/web-api';
import { PATHS, usePage, useWords } from '@jiedui/web-page';
import { useState, type ReactNode } from 'react';
import { Link, NavLink } from 'react-router';
import { FreshnessStrip } from './freshness-strip';
import { LateNotice } from './late-notice';
import { LiveSign } from './live-sign';
import './layout.css';
import { ScopePicker } from './scope-picker';
import { TimeNotice } from './time-notice';
import { TimePanel } from './time-panel';
import { words } from './words';

const PAGES = ['overview', 'heatMap', 'villages', 'attention', 'report'] as const;

/** What stands around every page. */
export function Layout({ children }: { readonly children: ReactNode }) {
  const page = usePage();
  const t = useWords(words);
  const day = useShownDay();
  const [isTimeOpen, openTime] = useState(false);
  return (
    <>
      <a className="skip" href="#content">
        {t.skip}
      </a>
      <header className="head">
        <div className="head-line">
          <Link className="name" to={page.to(PATHS.overview)}>
            <strong>{t.name}</strong>
            <span>{t.programme}</span>
          </Link>
          <nav aria-label={t.pages}>
            {PAGES.map((name) => (
              <NavLink key={name} to={page.to(PATHS[name])} end={name === 'overview'}>
                {t[name]}
              </NavLink>
            ))}
          </nav>
          <div className="tools">
            <LiveSign />
            <ScopePicker />
            <button
              type="button"
              className="tool"
              aria-expanded={isTimeOpen}
              aria-controls="time"
              onClick={() => openTime(!isTimeOpen)}
            >
              {day === undefined ? t.time : t.asOf(day)}
              <span aria-hidden="true"> ▾</span>
            </button>
            <Link
              className="tool"
              to={page.here({ lang: page.language === 'zh' ? 'en' : undefined })}
              replace
              lang={page.language === 'zh' ? 'en' : 'zh-CN'}
            >
              {t.language}
            </Link>
          </div>
        </div>
        {isTimeOpen && <TimePanel close={() => openTime(false)} />}
        <Computing />
      </header>
      <TimeNotice />
      <LateNotice />
      <main id="content" tabIndex={-1}>
        {children}
      </main>
      <FreshnessStrip />
    </>
  );
}

/** A thin line while the platform computes figures of another day. */
function Computing() {
  const percent = useWaiting();
  return percent === undefined ? null : (
    <progress className="computing" max={100} value={percent} aria-label={`${percent} %`} />
  );
}
