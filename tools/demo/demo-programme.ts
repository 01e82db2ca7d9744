import type { Demo } from './simulate';
import { registry } from './scenarios/registry';
import { scenarios } from './scenarios.generated';
import { demoVillages } from './village';

/** The demo's own today, unless JIEDUI_TODAY says otherwise. */
export const DEMO_TODAY = '2019-09-30';
const FROM = '2017-08-07';
export const DEMO_BEGIN = `${FROM}T00:00:00.000Z`;

/** Two years of work in 1,000 made-up villages; the same for the same seed. */
export function demoProgramme({ seed = 2017, count = 1000, until = DEMO_TODAY } = {}): Demo {
  const villages = demoVillages(seed, count);
  return {
    seed,
    villages,
    from: FROM,
    until,
    registry: registry(seed, villages, FROM),
    scenarios,
  };
}
