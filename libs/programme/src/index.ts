export * from './exact';
export * from './day';
export * from './field';
export * from './area';
export * from './event';
export * from './define';
export * from './programme';
