export { infrastructureBureau } from './bureau';
