// Writes docs/events/<area>.md from the published contracts; run it from the workspace root.
// With --check it writes nothing, and exits with 1 when a page is stale.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { areas } from '@jiedui/catalogue';
import { area as registry } from '@jiedui/registry-contract';
import { eventDocs } from './event-docs';

const check = process.argv.includes('--check');
mkdirSync('docs/events', { recursive: true });
for (const area of [...areas, registry]) {
  const path = `docs/events/${area.id}.md`;
  const fresh = eventDocs(area);
  if (existsSync(path) && readFileSync(path, 'utf8') === fresh) continue;
  if (check) {
    console.error(`${path} is stale: run node tools/run.mjs generate-event-docs`);
    process.exitCode = 1;
  } else {
    writeFileSync(path, fresh);
    console.log(`${path} written`);
  }
}
