import { type Gs1Element, isElement } from './gs1-elements.js';

/** A GTIN in the path of a GS1 Digital Link, under its identifier or the word that older links use for it. */
const GTIN_IN_PATH = /\/(?:01|gtin)\/([0-9]{8}|[0-9]{12,14})(?=\/|$)/u;

export const isWebAddress = (text: string): boolean => /^https?:\/\/[^\s/?#]+/iu.test(text);

/**
 * The elements of a GS1 Digital Link (GS1 standard "Digital Link: URI syntax"): a web address whose path holds a GTIN and
 * pairs that qualify it, and whose query may hold more. Null when it is a web address of another kind.
 */
export function digitalLinkElementsOf(uri: string): readonly Gs1Element[] | null {
  const address = decoded(uri.split('#', 1)[0] ?? '');
  if (address === null || !isWebAddress(address.path)) return null;
  const found = GTIN_IN_PATH.exec(address.path);
  if (found === null) return null;
  const [whole, gtin = ''] = found;
  const gtinElement = { identifier: '01', data: gtin.padStart(14, '0') };
  const qualifiers = pairsOf(address.path.slice(found.index + whole.length));
  return qualifiers === null ? null : [gtinElement, ...qualifiers, ...address.query.filter(isElement)];
}

/** `/10/LOT/21/SERIAL`; null when something else stands in the path. */
function pairsOf(path: string): readonly Gs1Element[] | null {
  const words = path.split('/').filter((word) => word !== '');
  if (words.length % 2 !== 0) return null;
  const pairs = words.flatMap((identifier, index) =>
    index % 2 === 0 ? [{ identifier, data: words[index + 1] ?? '' }] : [],
  );
  return pairs.every(isElement) ? pairs : null;
}

/** Path and query with their percent signs undone; what a query holds beside elements is for web servers. */
function decoded(address: string): { readonly path: string; readonly query: readonly Gs1Element[] } | null {
  const [path = '', ...query] = address.split('?');
  try {
    return {
      path: decodeURIComponent(path),
      query: query
        .join('?')
        .split(/[&;]/u)
        .map((pair) => pair.split('='))
        .map(([identifier = '', ...data]) => ({ identifier, data: decodeURIComponent(data.join('=')) })),
    };
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}
