// Real servers and processes start slowly on a machine that has other things to do, and jest's five seconds are for tests
// without them. A spec that needs longer still says so itself.
jest.setTimeout(60_000);
