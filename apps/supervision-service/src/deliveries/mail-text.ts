import type { DeliveryMoment } from '@encaisse/contracts';
import { plural, THIN } from './french.js';
import type { Notice } from './notice.js';

export interface MailText {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

const SUBJECT_MAX = 160;
const BECAME: { readonly [M in DeliveryMoment]: string } = {
  RAISED: '',
  ACKNOWLEDGED: `pris en charge${THIN}: `,
  CLOSED: `clos${THIN}: `,
  TEST: '',
};
const FOOT = 'Encaisse, caisses et magasins. Message automatique, merci de ne pas y répondre.';

/** Pure: one mail of everything that is told to an address at once; each alert once, as it is by now. */
export function mailOf(notices: readonly Notice[]): MailText {
  const latest = [
    ...new Map(notices.map((notice) => [notice.delivery.alert?.alertId ?? 'test', notice])).values(),
  ];
  return { subject: subjectOf(latest), text: textOf(latest), html: htmlOf(latest) };
}

/** One line, whatever the names in it hold. */
function subjectOf(notices: readonly Notice[]): string {
  const [first, ...others] = notices;
  const stores = [...new Set(notices.flatMap(({ place }) => place.store?.name ?? []))];
  const what =
    first && others.length === 0
      ? `${BECAME[first.delivery.moment]}${first.words.headline}`
      : plural(notices.length, 'alerte', 'alertes');
  const where = stores.length > 3 ? [plural(stores.length, 'magasin', 'magasins')] : stores;
  const line = ['Encaisse', ...(where.length > 0 ? [where.join(', ')] : []), what].join(' · ');
  return clip(line.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' '));
}

const capital = (text: string): string => `${text.slice(0, 1).toLocaleUpperCase('fr')}${text.slice(1)}`;
const clip = (line: string): string =>
  line.length <= SUBJECT_MAX ? line : `${line.slice(0, SUBJECT_MAX - 1).trimEnd()}…`;

function textOf(notices: readonly Notice[]): string {
  const parts = notices.map(({ words, link }) => {
    const details = words.details.map(([label, value]) => `  ${label}${THIN}: ${value}`);
    return [capital(words.headline), words.sentence, '', ...details, ...(link ? ['', link] : [])]
      .join('\n')
      .trimEnd();
  });
  return `${[...parts, `-- \n${FOOT}`].join('\n\n')}\n`;
}

const ESCAPED: Readonly<Record<string, string>> = {
  ...{ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' },
};
const escaped = (text: string): string => text.replace(/[&<>"']/gu, (character) => ESCAPED[character] ?? '');

const CELL = 'padding:2px 16px 2px 0;vertical-align:top';
const LABEL = `${CELL};color:#595959;white-space:nowrap`;
const htmlOf = (notices: readonly Notice[]): string => `<!doctype html>
<html lang="fr">
<body style="margin:16px;font-family:system-ui,-apple-system,'Segoe UI',sans-serif;font-size:15px;color:#1a1a1a">
${notices.map(sectionOf).join('\n')}
<p style="color:#767676;font-size:12px">${escaped(FOOT)}</p>
</body>
</html>
`;

function sectionOf({ words, link }: Notice): string {
  const rows = words.details.map(
    ([label, value]) =>
      `<tr><td style="${LABEL}">${escaped(label)}</td><td style="${CELL}">${escaped(value)}</td></tr>`,
  );
  const table =
    rows.length === 0 ? '' : `\n<table style="border-collapse:collapse">\n${rows.join('\n')}\n</table>`;
  const way = link === null ? '' : `\n<p><a href="${escaped(link)}">Voir l’alerte</a></p>`;
  return `<h1 style="margin:0 0 4px;font-size:18px">${escaped(capital(words.headline))}</h1>
<p style="margin:0 0 12px">${escaped(words.sentence)}</p>${table}${way}`;
}
