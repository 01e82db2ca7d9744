/** What needs no React: for pure functions. */
export * from './words';
export * from './address';
export * as format from './format';
