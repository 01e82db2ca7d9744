export * from './transport';
export * from './bell';
export * from './embedded-transport';
export * from './http-event-source';
