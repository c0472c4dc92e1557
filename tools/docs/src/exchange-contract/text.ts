import { EXCHANGE_PROBLEMS, PART_NAMES, PARTS } from '@encaisse/contracts';

const problemTable = (): string => {
  const rows = Object.entries(EXCHANGE_PROBLEMS).map(
    ([code, { status, title, retry, facts }]) =>
      `| \`${code}\` | ${status} | ${title} | ${retry} | ${facts} |`,
  );
  return ['| code | status | meaning | send again | `facts` |', '|---|---|---|---|---|', ...rows].join('\n');
};

const partTable = (): string => {
  const rows = PART_NAMES.map((name) => {
    const { scope, columns } = PARTS[name];
    return `| \`${name}\` | ${scope} | ${columns.map((column) => `\`${column}\``).join(', ')} |`;
  });
  return ['| part | of the | columns, in this order |', '|---|---|---|', ...rows].join('\n');
};

/** The document's introduction, in Markdown: what the schemas alone do not say. */
export const introduction = (): string => `
What a store and its head office say to each other. The **store** calls; the **head office** answers. A head office that
implements these eight operations works with the stores; nothing beside this document is needed.

## In every exchange

- \`Authorization: Bearer <api key>\`. One key per store, or one for the chain, as head office likes.
- JSON in UTF-8; lists of any length as NDJSON (\`application/x-ndjson\`): one JSON value per line, each line ending with \`\\n\`.
- Amounts are whole cents, quantities thousandths, VAT rates basis points, moments UTC. No number has a fraction.
- A member that a reader does not know is ignored. What changes the meaning of the others brings another \`schemaVersion\`.
- Every answer that is no success is \`application/problem+json\` (RFC 9457) with a stable \`code\`. Whoever reads it decides by the code alone.
- Every request may be repeated: repeating has no further effect and gets the same answer.

## Import

1. Read the manifest of the register.
2. Fetch each part that is not held yet, by its name and sha256.
3. Count the rows and hash the body: both must be those of the manifest.

${partTable()}

Every part is always there, an empty one with 0 rows. \`storeHeader\` has exactly one row. An article without a price, or
with a VAT code that \`vatRates\` does not have, is a bad row: the store sets it aside and does not sell it. A right that a
store does not know is ignored. \`barcodeRules\` says how labels that a scale of the chain prints are read; a rule whose digits do
not make up an EAN-13 is a bad row. Passwords of sellers are no part of this exchange: each store has its own.

## Export

A **session** runs from one opening of a register to its closing. It is named by its **key**: store, life of the store's
database, register, epoch and number. The sha256 of its content is no part of its name; it is what is compared.

1. Announce the sessions, oldest first.
2. For each session that is not acknowledged: send the chunks that are not there, then commit it.
3. Keep the acknowledgement. Without an answer, nothing is known: ask \`GET\` the export, or commit again.

The export id groups; it names nothing. The same session under another export id is the same session.

### Records

The lines of a session stand in this order: one \`session\`, its \`ticket\`s by ascending number, its \`abandonedTicket\`s,
its \`dismissedLateTicket\`s, its \`cashMovement\`s and its \`drawerOpening\`s by number, its \`recount\`s by number, one \`z\`.

The sender writes each record in one canonical form, which is RFC 8785 (JSON Canonicalization Scheme) for such data:
members sorted by name, no white space, nothing escaped that need not be. So a repetition has the same bytes and the same
sha256. Head office need not canonicalise anything: it hashes the bytes that it received.

### What head office checks

Before it acknowledges a session, head office finds that

- the chunks, end to end, have the announced sha256, and as many records as announced;
- records stand in their order, and the opening names the announced session, session id and business date;
- in each ticket, the lines sum to \`ttcCents\`, and so do the VAT parts and the payments; per rate, the lines sum to the VAT part; HT + VAT = TTC; each payment is \`tenderedCents − changeCents\`;
- ticket numbers ascend, and the Z names the first and the last; cash movements, openings of the drawer and recounts are numbered from 1 without gaps;
- notes and coins that are told come to their amount, and each tender that was counted is expected to be what its payments come to;
- **totals summed from the records alone** are those of the announcement and those of the Z: tickets, abandoned tickets, late tickets admitted and dismissed, TTC, VAT per rate (the sum of the tickets' VAT parts, never computed again from a sum), tenders, cash movements by kind, openings of the drawer, and the cash: opening float + cash payments + IN − OUT − SAFE_DROP = expected. Only the counted cash is taken from the Z.

One figure that differs, and the session is refused with \`EXPORT_REFUSED\`, which names each difference. A refused session is
kept for inspection and may come again, mended, under a new export id; a chunk that was damaged on the way may be sent again
under the same one.

A session whose key was acknowledged with another sha256 is refused with \`SESSION_CONTENT_DIFFERS\`. The first content stands;
the second is kept for people to look at. Nothing is ever merged or overwritten.

What was refused for good may still be *accepted apart*, when two people want it so: a call of its own, with their names and
their reason. The content goes into the books as it was received, beside the sums of the register, and the store is free.

## Problems

${problemTable()}

*send again*: \`never\` – the same request will be refused again, a person must look; \`after-a-correction\` – of the request or of
head office's data; \`after-what-is-missing\` – send that first; \`later\` – the same request, with growing pauses.
`;
