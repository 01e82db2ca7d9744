export { bureaus } from './bureaus.generated';
