import { EXCHANGE_PATHS, type ExchangeOperation } from '@encaisse/contracts';

/** Path of an exchange operation in the router's syntax: `{name}` becomes `:name`. */
export const routeOf = (operation: ExchangeOperation): string =>
  EXCHANGE_PATHS[operation].replace(/\{(\w+)\}/gu, ':$1');
