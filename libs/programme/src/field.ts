/**
 * The vocabulary of fields: one declaration serves the event's JSON Schema, the command's validation and
 * the API page. Everything that leaves a bureau is made of these; there is no free text among them.
 */
export type Field =
  | { readonly type: 'code'; readonly values: readonly string[] }
  | { readonly type: 'flag' }
  | { readonly type: 'count'; readonly min: number; readonly max: number }
  | { readonly type: 'fen' }
  | { readonly type: 'year'; readonly min: number; readonly max: number }
  | { readonly type: 'day' }
  | { readonly type: 'id' }
  | { readonly type: 'village' }
  | { readonly type: 'number'; readonly min: number; readonly max: number }
  | { readonly type: 'name'; readonly maxLength: number };

/** A field that may be left out. */
export type Optional<F extends Field = Field> = F & { readonly optional: true };

/** One of a closed list of codes. */
export const code = <const V extends readonly string[]>(...values: V) => ({ type: 'code', values }) as const;
export const flag = () => ({ type: 'flag' }) as const;
/** A whole number of things. */
export const count = (min = 0, max = 1_000_000) => ({ type: 'count', min, max }) as const;
/** Money: whole fen, at least 0, at most {@link MAX_FEN}. */
export const fen = () => ({ type: 'fen' }) as const;
export const year = (min = 2016, max = 2020) => ({ type: 'year', min, max }) as const;
export const day = () => ({ type: 'day' }) as const;
/** An opaque id of at most 64 characters. */
export const id = () => ({ type: 'id' }) as const;
/** A 12-digit statistical division code. */
export const village = () => ({ type: 'village' }) as const;
/** A measurement that is no count (longitude, latitude); never compared. */
export const number = (min: number, max: number) => ({ type: 'number', min, max }) as const;
/** A public name (of a village, a town, a supporting unit); never of a person. */
export const name = (maxLength = 100) => ({ type: 'name', maxLength }) as const;
export const optional = <F extends Field>(field: F): F & { readonly optional: true } => ({
  ...field,
  optional: true,
});

/** 10^13 fen (100 billion yuan): far above any real amount, far below 2^53. */
export const MAX_FEN = 10_000_000_000_000;

export type Fields = Readonly<Record<string, Field | Optional>>;

type ValueOf<F> = F extends { type: 'code'; values: readonly (infer V)[] }
  ? V
  : F extends { type: 'flag' }
    ? boolean
    : F extends { type: 'count' | 'fen' | 'year' | 'number' }
      ? number
      : string;

/** The TypeScript type of data with these fields. */
export type Data<F extends Fields> = {
  readonly [K in keyof F as F[K] extends { optional: true } ? never : K]: ValueOf<F[K]>;
} & {
  readonly [K in keyof F as F[K] extends { optional: true } ? K : never]?: ValueOf<F[K]>;
};
