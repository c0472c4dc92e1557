import { ERRORS, printingContracts, syncReports, ticketCommands } from '@encaisse/contracts';
import { errorsPage } from './errors-page.js';
import { eventsPage } from './events-page.js';
import { registerEvents } from './register-events.js';

describe('the page of refusals', () => {
  it('has a line for each code, with its status and both sentences', () => {
    const page = errorsPage();
    for (const [code, { status, title, titleFr }] of Object.entries(ERRORS)) {
      const [line] = page.split('\n').filter((text) => text.startsWith(`| \`${code}\` |`));
      expect(line).toContain(`| ${status} |`);
      expect(line).toContain(title);
      expect(line).toContain(titleFr);
    }
  });
});

describe('the page of subjects and events', () => {
  it('has a line for each request, with its fields', () => {
    const page = eventsPage();
    for (const { subject } of Object.values({ ...ticketCommands, ...syncReports, ...printingContracts })) {
      expect(page).toContain(`| \`${subject}\` |`);
    }
    expect(page).toContain('ticketId, lineId, barcode, quantityThousandths?');
  });

  it("reads the register's events off their types, with the facts of each and why it is there", () => {
    const byName = new Map(registerEvents().map((event) => [event.name, event]));
    expect(byName.get('exportUnanswered')).toEqual({
      name: 'exportUnanswered',
      facts: ['exportId: string'],
      comment: '',
    });
    expect(byName.get('holdReleased')?.comment).toBe('Every session of the hold is settled.');
    expect(byName.get('ticketFinalised')?.facts).toContain('…TicketToFinalise');
    for (const name of byName.keys()) expect(eventsPage()).toContain(`| \`${name}\` |`);
  });
});
