const LABEL_LENGTH_MAX = 200;

/** The named entities that occur in French product labels; others stay as they were typed. */
const NAMED_ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  deg: '°',
  euro: '€',
  laquo: '«',
  raquo: '»',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  frac12: '½',
  times: '×',
  reg: '®',
  trade: '™',
  agrave: 'à',
  acirc: 'â',
  ccedil: 'ç',
  eacute: 'é',
  egrave: 'è',
  ecirc: 'ê',
  euml: 'ë',
  icirc: 'î',
  iuml: 'ï',
  ocirc: 'ô',
  oelig: 'œ',
  ugrave: 'ù',
  ucirc: 'û',
  uuml: 'ü',
  Agrave: 'À',
  Ccedil: 'Ç',
  Eacute: 'É',
  Egrave: 'È',
  Ecirc: 'Ê',
  OElig: 'Œ',
};

const windows1252 = new TextDecoder('windows-1252');

/**
 * A label as people typed it, made fit for a ticket: entities decoded, Windows-1252 bytes that were taken for Latin-1
 * put right, nothing invisible, single spaces, at most 200 UTF-16 units. Empty when nothing is left.
 */
export function cleanLabel(raw: string): string {
  const plain = decodeEntities(raw)
    .replace(/[\u0080-\u009f]/gu, (char) => windows1252.decode(Uint8Array.of(char.charCodeAt(0))))
    // Controls, zero-width and direction marks: a label must neither command a printer nor hide in a search.
    .replace(/[\p{Cc}\p{Cf}]/gu, (char) => (/\s/u.test(char) ? ' ' : ''))
    .normalize('NFC')
    .replace(/\s+/gu, ' ')
    .trim();
  return cut(unquoted(plain));
}

function decodeEntities(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z][a-z0-9]{1,7}));/giu,
    (whole, decimal, hex, name) => {
      if (name !== undefined) return NAMED_ENTITIES[name] ?? whole;
      const codePoint = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
      return codePoint > 0x10ffff ? whole : String.fromCodePoint(codePoint);
    },
  );
}

/** A label that stands wholly between one pair of quotes comes from a quoted CSV field. */
function unquoted(text: string): string {
  const inner = /^"([^"]*)"$/u.exec(text)?.[1];
  return inner === undefined ? text : inner.trim();
}

function cut(text: string): string {
  if (text.length <= LABEL_LENGTH_MAX) return text;
  // Half of a character outside the basic plane would not survive the way to a database.
  return text
    .slice(0, LABEL_LENGTH_MAX)
    .replace(/[\ud800-\udbff]$/u, '')
    .trim();
}
