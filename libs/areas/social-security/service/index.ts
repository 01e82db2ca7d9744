export { socialSecurityBureau } from './bureau';
