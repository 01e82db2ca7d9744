/** What the host offers to the modules in it (see `Host`): inject by these. */
export const CONFIG = Symbol('config');
export const CLOCK = Symbol('clock');
export const TRANSPORT = Symbol('transport');
/** `Map<area, EventSource>`: the logs of the bureaus in the same process, filled by their modules. */
export const SOURCES = Symbol('sources');
export const READINESS = Symbol('readiness');
export const METRICS = Symbol('metrics');
export const CLOSING = Symbol('closing');
export const PERSONAL_KEY = Symbol('personal key');
export const LOG = Symbol('log');
