export { type PrivateNats, privateNats } from './nats-server.js';
export { databaseType, serverUrl, type TestDatabase, testDatabase } from './servers.js';
export { statementsOf } from './statements.js';
