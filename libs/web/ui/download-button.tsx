import { download, Failure } from '@jiedui/web-api';
import { usePage, useWords, type Parameters } from '@jiedui/web-page';
import { useState } from 'react';
import { words } from './words';

/** Saves a table of the city's API as it is seen through the page's two times. */
export function DownloadButton({
  path,
  parameters = {},
  children,
}: {
  readonly path: string;
  readonly parameters?: Parameters;
  readonly children: string;
}) {
  const { language, asOf, asKnownAt } = usePage();
  const t = useWords(words);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const save = async () => {
    setBusy(true);
    setFailure(undefined);
    await download(path, { asOf, asKnownAt, ...parameters }, language).catch((error: unknown) =>
      setFailure(error instanceof Failure ? error : new Failure('failed', [String(error)])),
    );
    setBusy(false);
  };
  return (
    <span className="download">
      <button type="button" className="button" disabled={isBusy} onClick={() => void save()}>
        {isBusy ? t.saving : children}
      </button>
      {failure && <span role="alert">{[t[failure.reason], ...failure.details].join(' ')}</span>}
    </span>
  );
}
