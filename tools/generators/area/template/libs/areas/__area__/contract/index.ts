export { area } from './area';
export { events, type Events } from './events';
