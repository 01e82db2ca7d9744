export * from './domain/kind';
export * from './domain/timeline';
export * from './define-bureau';
export * from './pipeline/command';
