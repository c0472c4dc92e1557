export { serverUrl, type TestDatabase, testDatabase } from './servers.js';
