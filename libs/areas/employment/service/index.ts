export { employmentBureau } from './bureau';
