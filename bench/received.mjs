/**
 * What head office holds of the bench's registers, ticket by ticket, read from its back office.
 * @param {{ url: string, apiKey: string }} headOffice
 * @param {import('./chain.mjs').Till} till
 * @returns {Promise<{ ticketId: string, number: number, ttcCents: number }[]>} in the order of their numbers
 */
export async function readTickets({ url, apiKey }, { storeCode, number }) {
  const headers = { authorization: `Bearer ${apiKey}` };
  const ask = async (/** @type {string} */ path) => {
    const response = await fetch(`${url}/back-office/v1/${path}`, { headers });
    if (!response.ok) throw new Error(`head office's back office: ${path}: ${response.status}`);
    return response.text();
  };
  const { sessions } = JSON.parse(await ask(`registers/${storeCode}/${number}/sessions`));
  const tickets = [];
  for (const { key } of sessions) {
    const place = `${storeCode}/${number}/${key.incarnation}/${key.epoch}-${key.number}`;
    const lines = (await ask(`sessions/${place}/records`)).split('\n').filter((line) => line !== '');
    const records = lines.map((line) => JSON.parse(line));
    tickets.push(...records.filter(({ type }) => type === 'ticket'));
  }
  return tickets;
}

/**
 * What is wrong between what a counter sold and what head office holds: lost, double, other, or numbered with a gap.
 * @param {string} name
 * @param {readonly import('./counter.mjs').SoldTicket[]} sold
 * @param {Awaited<ReturnType<typeof readTickets>>} received
 * @returns {string[]} sentences; none when every ticket is there once
 */
export function compareTickets(name, sold, received) {
  const wrong = [];
  const byId = Map.groupBy(received, ({ ticketId }) => ticketId);
  for (const ticket of sold) {
    const there = byId.get(ticket.ticketId) ?? [];
    if (there.length !== 1) wrong.push(`${name}: ticket ${ticket.ticketId} is there ${there.length} times`);
    const [other] = there;
    if (other && (other.number !== ticket.number || other.ttcCents !== ticket.ttcCents))
      wrong.push(`${name}: ticket ${ticket.ticketId} is another one at head office`);
  }
  if (received.length !== sold.length)
    wrong.push(`${name}: ${sold.length} tickets sold, ${received.length} at head office`);
  const gaps = received.filter(({ number }, index) => number !== index + 1).length;
  if (gaps > 0) wrong.push(`${name}: ${gaps} numbers are not those of a sequence from 1`);
  return wrong;
}
