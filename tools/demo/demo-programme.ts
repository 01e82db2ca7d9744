import type { Demo } from './simulate';
import { housing } from './scenarios/housing';
import { industry } from './scenarios/industry';
import { registry } from './scenarios/registry';
import { socialSecurity } from './scenarios/social-security';
import { demoVillages } from './village';

/** The demo's own today, unless JIEDUI_TODAY says otherwise. */
export const DEMO_TODAY = '2019-09-30';
const FROM = '2017-08-07';

/** Two years of work in 1,000 made-up villages; the same for the same seed. */
export function demoProgramme({ seed = 2017, count = 1000, until = DEMO_TODAY } = {}): Demo {
  const villages = demoVillages(seed, count);
  return {
    seed,
    villages,
    from: FROM,
    until,
    registry: registry(seed, villages, FROM),
    scenarios: { housing, industry, 'social-security': socialSecurity },
  };
}
