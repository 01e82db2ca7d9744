export { area } from './area';
export { DISTRICTS, type District } from './districts';
export { events, type Events } from './events';
