import { existsSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { z } from 'zod';
import type { GeneratedDocument } from './generated-document.js';
import { table } from './markdown.js';

interface ConfiguredService {
  readonly name: string;
  /** The built module that exports the service's schema. */
  readonly module: string;
  readonly schema: string;
}

/**
 * Where each service keeps its schema. The modules are looked up when the document is made, not imported: a tool that
 * depended on every app would have to be built after all of them.
 */
const SERVICES: readonly ConfiguredService[] = [
  { name: 'gateway', module: 'gateway.config.js', schema: 'gatewayConfig' },
  { name: 'register-service', module: 'register.config.js', schema: 'registerConfig' },
  { name: 'sync-service', module: 'sync.config.js', schema: 'syncConfig' },
  { name: 'supervision-service', module: 'supervision.config.js', schema: 'supervisionConfig' },
  { name: 'printer-agent', module: 'printer-agent.config.js', schema: 'printerAgentSettings' },
  { name: 'head-office-simulator', module: 'head-office.config.js', schema: 'headOfficeConfig' },
];

const INTRODUCTION = `# Configuration

Each service reads its environment once, when it starts. \`NAME_FILE\` may name a file that holds the value of \`NAME\`. A wrong
configuration prints every problem at once and exits with 78. Secrets have no default, and refuse a placeholder.
`;

const described = z.object({
  properties: z.record(
    z.string(),
    z.looseObject({ description: z.string().optional(), default: z.unknown().optional() }),
  ),
  required: z.array(z.string()).default([]),
});

async function section({ name, module, schema }: ConfiguredService): Promise<string> {
  const file = fileURLToPath(new URL(`../../../apps/${name}/dist/${module}`, import.meta.url));
  if (!existsSync(file)) throw new Error(`${name} is not built: run npm run build first`);
  const exports = (await import(pathToFileURL(file).href)) as Record<string, z.ZodType>;
  const settings = exports[schema];
  if (!settings) throw new Error(`${name} exports no ${schema}`);
  const { properties, required } = described.parse(
    z.toJSONSchema(settings, { io: 'input', unrepresentable: 'any' }),
  );
  const rows = Object.entries(properties).map(([variable, { description = '', default: fallback }]) => [
    `\`${variable}\``,
    defaultOf(variable, fallback, required),
    description,
  ]);
  return `## ${name}\n\n${table(['variable', 'default', ''], rows)}\n`;
}

/** A default that depends on the machine (the temporary directory) is told as such. */
function defaultOf(variable: string, fallback: unknown, required: readonly string[]): string {
  if (variable.endsWith('_DIR') && typeof fallback === 'string') return 'in the temporary directory';
  if (fallback !== undefined && fallback !== '') return `\`${String(fallback)}\``;
  return required.includes(variable) ? '**required**' : '';
}

export const configuration: GeneratedDocument = {
  path: 'docs/configuration.md',
  render: async () => [INTRODUCTION, ...(await Promise.all(SERVICES.map(section)))].join('\n'),
};
