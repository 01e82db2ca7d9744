/** What needs no React: for pure functions. */
export * from './cell-colours';
export * from './short-name';
export * from './values';
export { filterOf, FILTERS } from './village-filter/filter';
