export * from './backup';
export * from './database';
