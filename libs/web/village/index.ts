import './village.css';

export { VillagePage } from './village-page';
