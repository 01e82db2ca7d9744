export { BureauModule } from './bureau-module';
export { serveBureau } from './serve-bureau';
export { bureauToken } from './tokens';
