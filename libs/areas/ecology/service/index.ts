export { ecologyBureau } from './bureau';
