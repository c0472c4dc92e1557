export { type PrivateNats, privateNats } from './nats-server.js';
export { serverUrl, type TestDatabase, testDatabase } from './servers.js';
