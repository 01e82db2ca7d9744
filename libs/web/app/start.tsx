import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { Failure } from '@jiedui/web-api';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { App } from './app';

const MOST_ATTEMPTS = 3;

/** Shows the application in an element of the document. */
export function start(root: HTMLElement): void {
  const client = new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 60_000, // changes are told by the live stream
        gcTime: 300_000,
        refetchOnWindowFocus: false,
        networkMode: 'always', // a platform on the same machine answers without a network
        retry: (attempts, error) => isPassing(error) && attempts < MOST_ATTEMPTS,
      },
    },
  });
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={client}>
        <BrowserRouter>
          <App />
        </BrowserRouter>
      </QueryClientProvider>
    </StrictMode>,
  );
}

/** What asking again may mend. */
const isPassing = (error: unknown): boolean =>
  error instanceof Failure && (error.reason === 'unreachable' || error.reason === 'failed');
