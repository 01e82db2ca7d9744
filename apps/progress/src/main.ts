import { fileURLToPath } from 'node:url';
import { areas } from '@jiedui/catalogue';
import { ProgressModule } from '@jiedui/progress';
import { bootstrap } from '@jiedui/service-host';

/** The aggregator with the city's API, and the web application, which asks nobody else. */
await bootstrap({
  title: 'Jiedui progress',
  modules: [ProgressModule.register(areas)],
  defaultPort: 8085,
  pages: fileURLToPath(new URL('../web/files', import.meta.url)), // seen from dist/progress
});
