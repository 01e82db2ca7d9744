export * from './plain';
export * from './use-page';
