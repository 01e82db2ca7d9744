export { scienceEducationBureau } from './bureau';
