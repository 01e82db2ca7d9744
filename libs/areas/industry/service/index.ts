export { industryBureau } from './bureau';
