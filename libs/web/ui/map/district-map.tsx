import { useId } from 'react';
import { outlines, SHEET } from './outlines.generated';

export interface DistrictShown {
  readonly code: string;
  readonly name: string;
  /** 0..1: how strongly it is coloured; null: nothing is known of it. */
  readonly strength: number | null;
  /** The figure in words, for the pointer and for screen readers. */
  readonly figure: string;
  /** What is written on the map, where neighbours leave little room. */
  readonly brief: string;
}

/** Colours from little to much, of one hue, so that the order is seen without telling hues apart. */
const SHADES = ['#e4edf6', '#c3d7ea', '#97b9da', '#648fc0', '#38659f', '#1f4e8c'] as const;
const shade = (strength: number): string =>
  SHADES[Math.min(SHADES.length - 1, Math.floor(strength * SHADES.length))]!;
const isDark = (strength: number | null): boolean => strength !== null && strength * SHADES.length >= 3;

/** A map of the city by district. A district is chosen by click or key. */
export function DistrictMap({
  districts,
  chosen,
  label,
  choose,
}: {
  readonly districts: readonly DistrictShown[];
  /** Code of the district that the page is about. */
  readonly chosen?: string | undefined;
  readonly label: string;
  readonly choose: (code: string) => void;
}) {
  const hatch = useId();
  const drawn = outlines.toSorted((a, b) => Number(a.code === chosen) - Number(b.code === chosen)); // its border on top
  const shown = new Map(districts.map((district) => [district.code, district]));
  return (
    <svg
      className="district-map"
      viewBox={`-8 -8 ${SHEET.width + 16} ${SHEET.height + 16}`}
      role="group"
      aria-label={label}
    >
      <defs>
        <pattern
          id={hatch}
          width="10"
          height="10"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect width="10" height="10" fill="#f1f3f6" />
          <path d="M0 0V10" stroke="#d5dbe2" strokeWidth="2" />
        </pattern>
      </defs>
      {drawn.map(({ code, path }) => {
        const district = shown.get(code);
        if (!district) return <path key={code} d={path} fill="#f1f3f6" stroke="#fff" strokeWidth="1.5" />;
        const { name, strength, figure } = district;
        return (
          <path
            key={code}
            d={path}
            className={chosen === code ? 'district chosen' : 'district'}
            fill={strength === null ? `url(#${hatch})` : shade(strength)}
            role="button"
            tabIndex={0}
            aria-pressed={chosen === code}
            aria-label={`${name} ${figure}`}
            onClick={() => choose(code)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' && event.key !== ' ') return;
              event.preventDefault();
              choose(code);
            }}
          >
            <title>{`${name} ${figure}`}</title>
          </path>
        );
      })}
      {outlines.map(({ code, label: [x, y] }) => {
        const district = shown.get(code);
        return (
          district && (
            <text
              key={code}
              x={x}
              y={y}
              className={isDark(district.strength) ? 'on-dark' : ''}
              aria-hidden="true"
            >
              <tspan x={x}>{district.name}</tspan>
              <tspan x={x} dy="1.15em" className="figure">
                {district.brief}
              </tspan>
            </text>
          )
        );
      })}
    </svg>
  );
}
