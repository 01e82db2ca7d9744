import './villages.css';

export { VillagesPage } from './villages-page';
