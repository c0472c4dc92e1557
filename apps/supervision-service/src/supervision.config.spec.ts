import { parseConfig } from '@encaisse/service-kit';
import { supervisionConfig } from './supervision.config.js';

const NEEDED = {
  DATABASE_URL: 'mysql://supervision:x@localhost/encaisse',
  NATS_URL: 'nats://localhost',
  PASSWORD_PEPPER: 'a-pepper-for-specs-alone-0123456789-abc',
};
const read = (settings: Readonly<Record<string, string>>) =>
  parseConfig(supervisionConfig, { ...NEEDED, ...settings });

describe("supervision-service's configuration", () => {
  it('sends no mail and no webhook into private networks unless it is told to', () => {
    expect(read({ MAIL_FROM: 'alertes@chaine.example', SMTP_URL: '' })).toMatchObject({
      WEBHOOK_NETWORKS: [],
      ALERT_DELIVERY_HOURS: 24,
    });
    expect(read({ WEBHOOK_NETWORKS: '10.20.0.0/16, fd12::/16' }).WEBHOOK_NETWORKS).toEqual([
      '10.20.0.0/16',
      'fd12::/16',
    ]);
  });

  it('reads a sender with and without a name', () => {
    const sender = (value: string) => read({ SMTP_URL: 'smtp://relais', MAIL_FROM: value }).MAIL_FROM;
    expect(sender('a@chaine.example')).toEqual({ name: 'Encaisse', address: 'a@chaine.example' });
    expect(sender('Caisses Lyon <a@chaine.example>')).toEqual({
      name: 'Caisses Lyon',
      address: 'a@chaine.example',
    });
  });

  it.each([
    [{ SMTP_URL: 'smtp://relais' }, 'MAIL_FROM: is required'],
    [{ SMTP_URL: 'http://relais', MAIL_FROM: 'a@chaine.example' }, 'SMTP_URL: must start with'],
    [{ SMTP_URL: 'smtp://moi:changeme@relais', MAIL_FROM: 'a@chaine.example' }, 'placeholder'],
    [{ MAIL_FROM: 'x\r\nBcc: y@z.example <a@chaine.example>' }, 'MAIL_FROM: must be'],
    [{ MAIL_FROM: 'personne' }, 'MAIL_FROM: must be'],
    [{ WEBHOOK_NETWORKS: '10.0.0.0/33' }, 'WEBHOOK_NETWORKS'],
    [{ WEBHOOK_NETWORKS: 'chaine.example' }, 'WEBHOOK_NETWORKS'],
  ])('refuses %j', (settings, problem) => {
    expect(() => read(settings as Record<string, string>)).toThrow(problem);
  });
});
