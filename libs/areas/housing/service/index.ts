export { housingBureau } from './bureau';
