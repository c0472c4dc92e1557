export {
  Bus,
  type BusIdentity,
  type BusOptions,
  type CallContext,
  type Contracts,
  type Handlers,
} from './bus.js';
export { currentCorrelationId, withCorrelation } from './correlation.js';
export { MessagingFault } from './fault.js';
export { newUserKey, type UserKey } from './user-key.js';
export { WakeQueue, type WakeUp } from './wake-queue.js';
