/** The parsed configuration of the service. */
export const CONFIG = Symbol('config');
/** The pino logger of the service. */
export const LOG = Symbol('log');
