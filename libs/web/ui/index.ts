import './base.css';
import './map/map.css';
import './village-filter/village-filter.css';

export * from './plain';
export * from './light';
export * from './status-bar';
export * from './sparkline';
export * from './answered';
export * from './panel';
export * from './choice';
export * from './map/district-map';
export * from './side-sheet';
export * from './download-button';
export * from './use-window';
export * from './progress-bar';
export { VillageFilter, VillageTotal } from './village-filter/village-filter';
