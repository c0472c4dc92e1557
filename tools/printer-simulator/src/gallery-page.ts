import type { PrintedTicket } from './gallery.js';

const SHOWN_MAX = 60;

/** The last tickets as a page that looks again every few seconds. */
export function galleryPage(tickets: readonly PrintedTicket[]): string {
  const shown = tickets.slice(-SHOWN_MAX).reverse();
  const figures = shown.map(
    ({ id, printedAt }) =>
      `<figure><a href="/tickets/${id}.png"><img src="/tickets/${id}.svg" alt="${id}" loading="lazy"></a>` +
      `<figcaption>${id} <time>${printedAt.slice(11, 19)}</time></figcaption></figure>`,
  );
  return `<!doctype html>
<html lang="fr">
<meta charset="utf-8">
<meta http-equiv="refresh" content="5">
<title>Tickets imprimés (${tickets.length})</title>
<style>
  body { margin: 2rem; background: #d9d6cf; color: #232220; font: 16px/1.4 system-ui, sans-serif }
  main { display: flex; flex-wrap: wrap; gap: 1rem; align-items: flex-start }
  figure { margin: 0; width: 300px }
  img { width: 100% }
  figcaption { text-align: center; font-size: .85rem; opacity: .7 }
</style>
<h1>Tickets imprimés\u202f: ${tickets.length}</h1>
<main>
${figures.join('\n') || '<p>Rien encore.</p>'}
</main>
</html>
`;
}
