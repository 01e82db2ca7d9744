// Writes docs/events/<area>.md, docs/schemas/<area>.json, docs/asyncapi.json, docs/traceability.md, the README's
// table of services and what stands in k8s/ once for each bureau from the published contracts and the bureaus; run it
// from the workspace root. With --check it writes nothing, and exits with 1 when a page is stale.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { pages } from './pages';

const check = process.argv.includes('--check');
for (const [path, fresh] of pages()) {
  if (existsSync(path) && readFileSync(path, 'utf8') === fresh) continue;
  if (check) {
    console.error(`${path} is stale: run npm run generate`);
    process.exitCode = 1;
  } else {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, fresh);
    console.log(`${path} written`);
  }
}
