export * from './errors';
export * from './mongo';
export * from './serial';
export * from './upsert';
