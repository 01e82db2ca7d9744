import './heat-map.css';

export { HeatMapPage } from './heat-map-page';
