/** What ends an element of no fixed length: FNC1, which a scanner sends as the control character GS. */
export const GROUP_SEPARATOR = '\u001d';

/** How long an application identifier is, and its data. */
interface ElementShape {
  readonly identifierDigits: 2 | 3 | 4;
  /** A separator may only stand after data of no predefined length (GS1 General Specifications §7.8.4). */
  readonly predefined: boolean;
  readonly dataMin: number;
  readonly dataMax: number;
}

const fixed = (identifierDigits: 2 | 3 | 4, length: number): ElementShape => ({
  identifierDigits,
  predefined: true,
  dataMin: length,
  dataMax: length,
});
const open = (identifierDigits: 2 | 3 | 4, dataMax: number, dataMin = 1): ElementShape => ({
  identifierDigits,
  predefined: false,
  dataMin,
  dataMax,
});

/** Lengths by the first two digits of the identifier (§3.2, §7.8.5); those of no use here only have to be passed over. */
function shapeOf(firstTwo: string): ElementShape | undefined {
  const group = Number(firstTwo);
  if (group === 0) return fixed(2, 18);
  if (group <= 3) return fixed(2, 14);
  if (group === 4) return fixed(2, 16);
  if (group === 10) return open(2, 20);
  if (group >= 11 && group <= 19) return fixed(2, 6);
  if (group === 20) return fixed(2, 2);
  if (group === 21 || group === 22) return open(2, 20);
  if (group >= 23 && group <= 25) return open(3, 30);
  if (group === 30 || group === 37) return open(2, 8);
  if (group >= 31 && group <= 36) return fixed(4, 6);
  if (group === 39) return open(4, 18);
  if (group === 40 || group === 42 || group === 71) return open(3, 30);
  if (group === 41) return fixed(3, 13);
  if (group === 43 || group === 70 || (group >= 80 && group <= 82)) return open(4, 90);
  return group >= 90 && group <= 99 ? open(2, 90) : undefined;
}

export interface Gs1Element {
  readonly identifier: string;
  readonly data: string;
}

/** The elements of what a GS1-128, GS1 DataMatrix or GS1 DataBar holds; null when it is none that can be read. */
export function elementsOf(text: string): readonly Gs1Element[] | null {
  const elements: Gs1Element[] = [];
  let rest = text;
  while (rest !== '') {
    const shape = /^[0-9]{2}/u.test(rest) ? shapeOf(rest.slice(0, 2)) : undefined;
    if (shape === undefined) return null;
    const identifier = rest.slice(0, shape.identifierDigits);
    const after = rest.slice(shape.identifierDigits);
    const separator = after.indexOf(GROUP_SEPARATOR);
    const dataEnd = shape.predefined ? shape.dataMax : separator === -1 ? after.length : separator;
    const data = after.slice(0, dataEnd);
    if (!isElement({ identifier, data })) return null;
    elements.push({ identifier, data });
    rest = after.slice(dataEnd);
    if (rest.startsWith(GROUP_SEPARATOR)) rest = rest.slice(1);
  }
  return elements.length === 0 ? null : elements;
}

/** The same as people write it under a barcode: (01)03017620422003(3103)000325. */
export function bracketedElementsOf(text: string): readonly Gs1Element[] | null {
  if (!/^(?:\([0-9]{2,4}\)[^()]+)+$/u.test(text)) return null;
  const elements = [...text.matchAll(/\(([0-9]{2,4})\)([^()]+)/gu)].map(([, identifier = '', data = '']) => ({
    identifier,
    data,
  }));
  return elements.every(isElement) ? elements : null;
}

/** Whether data may stand under their identifier, by their length and characters. */
export function isElement({ identifier, data }: Gs1Element): boolean {
  if (!/^[0-9]{2,4}$/u.test(identifier)) return false;
  const shape = shapeOf(identifier.slice(0, 2));
  if (shape?.identifierDigits !== identifier.length) return false;
  if (data.length < shape.dataMin || data.length > shape.dataMax) return false;
  return shape.predefined ? /^[0-9]+$/u.test(data) : /^[\u0021-\u007e]+$/u.test(data);
}
