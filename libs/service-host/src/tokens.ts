/** What the host offers to the modules in it (see `Host`): inject by these. */
export const CONFIG = Symbol('config');
export const CLOCK = Symbol('clock');
export const TRANSPORT = Symbol('transport');
/** `Map<area, EventSource>`: the logs of the bureaus in the same process, filled by their modules. */
export const SOURCES = Symbol('sources');
export const READINESS = Symbol('readiness');
export const METRICS = Symbol('metrics');
export const CLOSING = Symbol('closing');
export const PERSONAL_KEYS = Symbol('personal keys');
export const LOG = Symbol('log');
/** `Map<name, Schema>`: `#/components/schemas/<name>` of the API page, filled by the modules. */
export const API_SCHEMAS = Symbol('API schemas');
