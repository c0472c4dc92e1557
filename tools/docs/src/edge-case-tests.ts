import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A test that says which edge case it covers. `file` is relative to the repository's root. */
export type EdgeCaseTest = Readonly<{ edgeCase: number; file: string; name: string }>;

const SPECS = '{apps,libs,tools,e2e}/**/*.spec.ts';
/** A title in quotes that ends with `(edge case 7)` or `(edge cases 32 and 39)`. */
const TITLE = /(['"`])((?:(?!\1)[^\n])*?) \(edge cases? (\d+(?:(?:, | and )\d+)*)\)\1/g;

/** The tests that are named after an edge case, by case and file. */
export function edgeCaseTests(root: string): readonly EdgeCaseTest[] {
  return globSync(SPECS, { cwd: root, exclude: ['**/node_modules/**', '**/dist/**'] })
    .toSorted()
    .flatMap((file) => testsIn(readFileSync(join(root, file), 'utf8'), file.replaceAll('\\', '/')))
    .toSorted((a, b) => a.edgeCase - b.edgeCase);
}

/** Those of one file's text. */
export const testsIn = (text: string, file: string): readonly EdgeCaseTest[] =>
  [...text.matchAll(TITLE)].flatMap(([, , name = '', numbers = '']) =>
    (numbers.match(/\d+/g) ?? []).map((number) => ({ edgeCase: Number(number), file, name })),
  );
