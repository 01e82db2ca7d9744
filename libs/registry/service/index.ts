export { registryBureau } from './bureau';
