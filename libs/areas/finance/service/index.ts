export { financeBureau } from './bureau';
