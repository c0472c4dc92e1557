import { ConfigError, parseConfig } from '@encaisse/service-kit';
import { printerAgentConfig } from './printer-agent.config.js';

const GIVEN = {
  PORT: '0',
  NATS_URL: 'nats://127.0.0.1:4222',
  DATA_DIR: '/var/lib/encaisse',
  PRINTER: 'tcp://192.168.1.50:9100',
};

test('a till needs no more than its folder, its printer and its NATS server', () => {
  expect(parseConfig(printerAgentConfig, GIVEN)).toMatchObject({
    PRINTER_COLUMNS: 48,
    PRINTER_STATUS: 'asked',
    TILL_NATS_URL: 'nats://127.0.0.1:4222',
  });
});

test('paper has 42 or 48 columns', () => {
  expect(parseConfig(printerAgentConfig, { ...GIVEN, PRINTER_COLUMNS: '42' }).PRINTER_COLUMNS).toBe(42);
  expect(() => parseConfig(printerAgentConfig, { ...GIVEN, PRINTER_COLUMNS: '40' })).toThrow(ConfigError);
});

test('a printer is behind tcp or a device file', () => {
  for (const PRINTER of ['file:///dev/usb/lp0', 'tcp://printer'])
    parseConfig(printerAgentConfig, { ...GIVEN, PRINTER });
  expect(() => parseConfig(printerAgentConfig, { ...GIVEN, PRINTER: 'http://printer' })).toThrow('PRINTER');
});
