import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** A test that says which edge case it covers. `file` is relative to the repository's root. */
export type EdgeCaseTest = Readonly<{ edgeCase: number; file: string; name: string }>;

const SPECS = '{apps,libs,tools,e2e}/**/*.spec.ts';
/** A title that ends with `(edge case 7)` or `(edge cases 32 and 39)`. */
const TITLE = /^(.*) \(edge cases? (\d+(?:(?:, | and )\d+)*)\)$/;
const TESTS = new Set(['it', 'test']);
const SKIPPED = new Set(['xit', 'xtest', 'xdescribe']);
const SKIPPING = new Set(['skip', 'todo']);

/** The tests that are named after an edge case, by case and file. */
export function edgeCaseTests(root: string): readonly EdgeCaseTest[] {
  return globSync(SPECS, { cwd: root, exclude: ['**/node_modules/**', '**/dist/**'] })
    .toSorted()
    .flatMap((file) => testsIn(readFileSync(join(root, file), 'utf8'), file.replaceAll('\\', '/')))
    .toSorted((a, b) => a.edgeCase - b.edgeCase);
}

/** Those of one file's text that run: neither skipped themselves, nor inside of something skipped, nor mere words. */
export function testsIn(text: string, file: string): readonly EdgeCaseTest[] {
  if (!text.includes('(edge case')) return [];
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest);
  const found: EdgeCaseTest[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) {
      const { name, modifiers } = calleeOf(node.expression);
      if (SKIPPED.has(name) || modifiers.some((modifier) => SKIPPING.has(modifier))) return;
      const [first] = node.arguments;
      if (TESTS.has(name) && first !== undefined) found.push(...casesOf(titleOf(first, source), file));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** `it.each(rows)` is `it`, with `each`. */
function calleeOf(called: ts.Expression): { readonly name: string; readonly modifiers: readonly string[] } {
  if (ts.isIdentifier(called)) return { name: called.text, modifiers: [] };
  if (ts.isPropertyAccessExpression(called)) {
    const { name, modifiers } = calleeOf(called.expression);
    return { name, modifiers: [...modifiers, called.name.text] };
  }
  if (ts.isCallExpression(called)) return calleeOf(called.expression);
  if (ts.isTaggedTemplateExpression(called)) return calleeOf(called.tag);
  return { name: '', modifiers: [] };
}

function titleOf(title: ts.Expression, source: ts.SourceFile): string {
  if (ts.isStringLiteralLike(title)) return title.text;
  return ts.isTemplateExpression(title) ? title.getText(source).slice(1, -1) : '';
}

function casesOf(title: string, file: string): readonly EdgeCaseTest[] {
  const [, name = '', numbers = ''] = TITLE.exec(title) ?? [];
  return (numbers.match(/\d+/g) ?? []).map((number) => ({ edgeCase: Number(number), file, name }));
}
