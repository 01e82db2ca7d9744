import { bootstrap, type RunningService } from '@jiedui/service-host';
import type { BureauDef } from '../define-bureau';
import { BureauModule } from './bureau-module';

/** The whole main of a bureau that runs alone; it listens on `port` unless `PORT` says otherwise. */
export const serveBureau = (def: BureauDef, port: number): Promise<RunningService | undefined> =>
  bootstrap({ title: `Jiedui ${def.area.id}`, modules: [BureauModule.register(def)], defaultPort: port });
