export * from './facts';
export * from './happening';
export * from './life-of';
export * from './any';
export * from './whatever-is-tried';
export * from './misfits-of';
