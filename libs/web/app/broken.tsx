import { say, viewOf } from '@jiedui/web-page';
import { Component, type ReactNode } from 'react';
import { words } from './words';

/** What stands in the place of a page that failed. */
export class Broken extends Component<{ readonly children: ReactNode }, { readonly error?: Error }> {
  override state: { readonly error?: Error } = {};

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override render() {
    const { error } = this.state;
    if (!error) return this.props.children;
    const t = say(words, viewOf(new URLSearchParams(location.search)).language);
    return (
      <div className="panel">
        <div className="state" role="alert">
          <strong>{t.broke}</strong>
          <p>{t.brokeNext}</p>
          <p className="quiet">{error.message}</p>
          <p className="next">
            <button type="button" className="button" onClick={() => location.reload()}>
              {t.reload}
            </button>
          </p>
        </div>
      </div>
    );
  }
}
