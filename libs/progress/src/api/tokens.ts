/** The running {@link Aggregator}. */
export const AGGREGATOR = Symbol('aggregator');
/** {@link Moments}: of figures; of standings, which days are compared by. */
export const MOMENTS = Symbol('moments');
export const PAST = Symbol('past');
export const FEED = Symbol('feed');
