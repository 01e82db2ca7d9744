import { areas } from '@jiedui/catalogue';
import { ProgressModule } from '@jiedui/progress';
import { bootstrap } from '@jiedui/service-host';

await bootstrap({ title: 'Jiedui progress', modules: [ProgressModule.register(areas)], defaultPort: 8085 });
