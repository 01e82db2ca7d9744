/** The running {@link Aggregator}. */
export const AGGREGATOR = Symbol('aggregator');
export const MOMENTS = Symbol('moments');
export const FEED = Symbol('feed');
