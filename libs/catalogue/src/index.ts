export { areas } from './areas.generated';
