export { __camel__Bureau } from './bureau';
