import type { Day, IndicatorDef, Int, Status } from '../src';

/** A fraction of BigInts, never reduced, with a positive denominator. */
type Fraction = readonly [num: bigint, den: bigint];
const fraction = (num: bigint, den: bigint): Fraction => (den < 0n ? [-num, -den] : [num, den]);
const atLeast = ([a, b]: Fraction, [c, d]: Fraction): boolean => a * d >= c * b;
const within01 = (f: Fraction): Fraction => (f[0] <= 0n ? [0n, 1n] : f[0] >= f[1] ? [1n, 1n] : f);

export interface Facts {
  readonly total: (measure: string) => Int;
  readonly grown: (measure: string, months: number) => Int;
  readonly years: (measure: string) => Readonly<Record<number, Int>>;
  readonly references: Readonly<Record<number, Int>>;
  readonly surveyed: boolean;
}

interface Found {
  readonly progress: Fraction | null;
  readonly met: boolean;
}
const NOTHING: Found = { progress: null, met: false };

/** Spec section 3 a second time, with BigInt alone and no regard for speed. Needs denominators other than 0. */
export function reference(
  def: IndicatorDef,
  facts: Facts,
  day: Day,
): { readonly status: Status; readonly progress: Fraction | null } {
  const { progress, met } = found(def, facts);
  const whole = (of: Day) => Math.round(Date.parse(of) / 86_400_000);
  const days = BigInt(Math.min(Math.max(whole(day) - whole('2018-01-01'), 0), 1095));
  const left = whole('2020-12-31') - whole(day);
  const due = (share: bigint): Fraction => [share * days, 10n * 1095n];
  const status = (): Status => {
    if (def.kind === 'volume') return 'info';
    if (!progress) return 'no-data';
    if (met) return 'met';
    if (def.kind === 'activity' || def.kind === 'rising-share')
      return atLeast(progress, [1n, 2n]) ? 'lagging' : 'off-track';
    if (left < 0) return 'overdue';
    if (def.kind === 'milestone') return left < 365 ? 'lagging' : 'on-track';
    return atLeast(progress, due(10n)) ? 'on-track' : atLeast(progress, due(8n)) ? 'lagging' : 'off-track';
  };
  return { status: status(), progress };
}

function found(def: IndicatorDef, { total, grown, years, references, surveyed }: Facts): Found {
  const sum = (measure: string) => BigInt(total(measure));
  const reported = (measure: string) =>
    Object.entries(years(measure)).map(([year, of]) => ({ year: Number(year), sum: BigInt(of) }));
  switch (def.kind) {
    case 'milestone': {
      const met = sum(def.measure) >= 1n;
      return { progress: [met ? 1n : 0n, 1n], met };
    }
    case 'checklist': {
      const n = sum(def.measure);
      return { progress: within01([n, BigInt(def.of)]), met: n >= BigInt(def.of) };
    }
    case 'coverage': {
      const [n, d] = [sum(def.numerator), sum(def.denominator)];
      if (d === 0n) return surveyed ? { progress: [1n, 1n], met: true } : NOTHING;
      const asked: Fraction = [BigInt(def.threshold.num), BigInt(def.threshold.den)];
      const share = fraction(n, d);
      const progress = within01(fraction(share[0] * asked[1], share[1] * asked[0]));
      return { progress, met: surveyed && atLeast(share, asked) };
    }
    case 'clearance': {
      const [o, c] = [sum(def.outstanding), sum(def.cleared)];
      if (o === 0n) return c === 0n && !surveyed ? NOTHING : { progress: [1n, 1n], met: surveyed };
      return { progress: within01(fraction(c, c + o)), met: false };
    }
    case 'threshold': {
      const latest = reported(def.measure).at(-1);
      if (!latest) return NOTHING;
      return {
        progress: within01([latest.sum, BigInt(def.atLeast)]),
        met: latest.sum >= BigInt(def.atLeast),
      };
    }
    case 'growth': {
      const all = reported(def.measure);
      const pairs = all.flatMap((from) =>
        all
          .filter((to) => to.year === from.year + 1 && from.sum > 0n)
          .map((to) => [from.sum, to.sum] as const),
      );
      const asked: Fraction = [BigInt(def.threshold.num), BigInt(def.threshold.den)];
      return share(pairs.map(([from, to]) => atLeast([to - from, from], asked)));
    }
    case 'benchmark': {
      const latest = reported(def.measure).findLast(({ year }) => references[year] !== undefined);
      if (!latest) return NOTHING;
      const asked = BigInt(references[latest.year]!);
      return { progress: within01([latest.sum, asked]), met: latest.sum >= asked };
    }
    case 'rising-share': {
      const all = reported(def.denominator)
        .filter((d) => d.sum !== 0n && years(def.numerator)[d.year] !== undefined)
        .map(({ year, sum: d }) => ({ year, share: fraction(BigInt(years(def.numerator)[year]!), d) }));
      const kept = all.flatMap((from) =>
        all.filter(({ year }) => year === from.year + 1).map((to) => atLeast(to.share, from.share)),
      );
      return share(kept);
    }
    case 'activity': {
      if (def.requires.every(({ measure }) => sum(measure) === 0n)) return NOTHING;
      return share(def.requires.map((r) => BigInt(grown(r.measure, r.months)) >= BigInt(r.atLeast)));
    }
    case 'volume':
      return NOTHING;
  }
}

function share(kept: readonly boolean[]): Found {
  if (!kept.length) return NOTHING;
  const n = kept.filter(Boolean).length;
  return { progress: [BigInt(n), BigInt(kept.length)], met: n === kept.length };
}
