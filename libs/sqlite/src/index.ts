export * from './backup';
export * from './database';
export * from './disk';
