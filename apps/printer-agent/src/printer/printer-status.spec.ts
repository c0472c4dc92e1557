import { isDone, isStatus, waitingReason } from './printer-status.js';

const FINE = { printer: 0x12, offline: 0x12, paper: 0x12 };

test.each([
  ['nothing', FINE, undefined],
  ['an open cover, before all else', { printer: 0x1a, offline: 0x36, paper: 0x7e }, 'COVER_OPEN'],
  ['paper out by the cause of offline', { ...FINE, printer: 0x1a, offline: 0x32 }, 'PAPER_OUT'],
  ['paper out by the paper sensor', { ...FINE, paper: 0x72 }, 'PAPER_OUT'],
  ['an error', { ...FINE, offline: 0x52 }, 'OFFLINE'],
  ['being offline for a cause of its own', { ...FINE, printer: 0x1a }, 'OFFLINE'],
  ['paper that is merely low', { ...FINE, paper: 0x1e }, undefined],
])('%s keeps a printer from printing as %#', (_, status, reason) => {
  expect(waitingReason(status)).toBe(reason);
});

test('no byte answers both a status request and the request at the end of a job', () => {
  for (let byte = 0; byte < 256; byte += 1) expect(isStatus(byte) && isDone(byte)).toBe(false);
});
