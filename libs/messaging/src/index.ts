export {
  Bus,
  type BusIdentity,
  type BusOptions,
  type CallContext,
  type Contracts,
  type Handlers,
} from './bus.js';
export { currentCorrelationId, withCorrelation } from './correlation.js';
export { FIRST_HASH, type Link, linkHash } from './event-chain.js';
export { MessagingFault } from './fault.js';
export {
  type AccountRevoker,
  createNatsOperator,
  type NatsOperator,
  natsServerConfig,
  type ServiceName,
  signServices,
  signTillUser,
  type TillSigner,
  tillInbox,
} from './nats-operator.js';
export { pushRevocations } from './nats-revocation.js';
export { fitting, PAGE_BYTES_MAX } from './reply-bytes.js';
export { newUserKey, type UserKey } from './user-key.js';
export { WakeQueue, type WakeUp } from './wake-queue.js';
