export * from './event-log';
export * from './lease';
export * from './mongo-log';
export * from './sqlite-backup';
export * from './sqlite-log';
