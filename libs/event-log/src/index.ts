export * from './event-log';
export * from './sqlite-log';
