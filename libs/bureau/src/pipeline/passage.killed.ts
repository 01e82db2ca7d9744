import { addDays } from '@jiedui/programme';
import { openWells, TODAY } from '../opened-wells.fixture';

/** Lets time pass day by day until it is killed; prints each day when it is done. */
const wells = await openWells(process.argv[2]!);
for (let day = addDays(TODAY, 1); ; day = addDays(day, 1)) {
  wells.clock.set(`${day}T01:00:00.000Z`);
  await wells.pipeline.passTime();
  process.stdout.write(`${day}\n`);
}
