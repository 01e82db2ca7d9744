import { readFileSync } from 'node:fs';
import { pages } from './pages';

describe('the generated pages', () => {
  it.each([...pages()])('given the contracts and the bureaus, then %s is not stale', (path, fresh) =>
    expect(readFileSync(path, 'utf8')).toBe(fresh),
  );
});
