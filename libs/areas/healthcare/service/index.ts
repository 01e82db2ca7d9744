export { healthcareBureau } from './bureau';
