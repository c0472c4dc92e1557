import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

export interface EventEntry {
  readonly name: string;
  /** Each as it is written in TypeScript: `tillId: string`. */
  readonly facts: readonly string[];
  readonly comment: string;
}

const FILE = fileURLToPath(new URL('../../../libs/register-domain/src/events.ts', import.meta.url));
const TYPE = 'EventFacts';

/**
 * The register's events. They are types, which exist in the source alone, so they are read off it.
 * Throws when the source no longer says them in the way that is understood here.
 */
export function registerEvents(): readonly EventEntry[] {
  const source = ts.createSourceFile(FILE, readFileSync(FILE, 'utf8'), ts.ScriptTarget.Latest, true);
  const declaration = source.statements
    .filter(ts.isTypeAliasDeclaration)
    .find(({ name }) => name.text === TYPE);
  if (!declaration || !ts.isTypeLiteralNode(declaration.type)) throw new Error(`${FILE} has no ${TYPE}`);
  return declaration.type.members.filter(ts.isPropertySignature).map((member) => ({
    name: member.name.getText(source),
    facts: member.type === undefined ? [] : factsOf(member.type, source),
    comment: commentOf(member),
  }));
}

function factsOf(type: ts.TypeNode, source: ts.SourceFile): readonly string[] {
  if (ts.isIntersectionTypeNode(type)) return type.types.flatMap((part) => factsOf(part, source));
  if (!ts.isTypeLiteralNode(type)) return [`…${type.getText(source)}`];
  return type.members.map((member) => member.getText(source).replace(/;$/u, '').replace(/\s+/gu, ' '));
}

const commentOf = (node: ts.Node): string =>
  ts
    .getJSDocCommentsAndTags(node)
    .map(({ comment }) => ts.getTextOfJSDocComment(comment) ?? '')
    .join(' ');
