import { readFileSync } from 'node:fs';
import path from 'node:path';
import { STATUSES } from '@jiedui/programme';
import {
  differenceCiede2000,
  filterDeficiencyDeuter,
  filterDeficiencyProt,
  filterDeficiencyTrit,
  parse,
  type Color,
} from 'culori';
import { CELL_COLOURS } from './cell-colours';

/** Machado, Oliveira, Fernandes 2009: without one of the three cones. */
const EYES = {
  protanopia: filterDeficiencyProt(1),
  deuteranopia: filterDeficiencyDeuter(1),
  tritanopia: filterDeficiencyTrit(1),
};
/** CIEDE2000; 1 is just noticed side by side, 10 is seen at a glance. */
const AT_A_GLANCE = 10;

const css = readFileSync(path.join(__dirname, 'base.css'), 'utf8');
const lights = STATUSES.filter((status) => status !== 'info');
const bars = Object.fromEntries(
  lights.map((status) => [status, new RegExp(`--${status}: (#[0-9a-f]{6});`).exec(css)![1]!]),
);
const pairs = lights.flatMap((one, at) => lights.slice(at + 1).map((other) => [one, other] as const));

describe('the colours of the lights', () => {
  describe.each([
    ['bars', bars],
    ['cells of the heat map', CELL_COLOURS],
  ])('in %s', (_, colours: Readonly<Record<string, string>>) => {
    it.each(Object.entries(EYES))('are told from each other with %s', (_name, see) => {
      const difference = differenceCiede2000();
      const seen = (status: string): Color => see(parse(colours[status]!)!);
      const alike = pairs.filter(([one, other]) => difference(seen(one), seen(other)) < AT_A_GLANCE);
      expect(alike).toEqual([]);
    });
  });
});
