/**
 * Specs for `budget check`, as a company with one table has them: the agents share its components,
 * and no two have the same limits, traffic, step options, tools or shortcuts.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { basisOf } from '../src/solver/basis/basis.ts';
import type { Choices } from '../src/solver/choices.ts';
import { counterproposal } from '../src/solver/counterproposal.ts';
import { defaultChoices } from '../src/solver/defaultChoices.ts';
import { evaluation } from '../src/solver/evaluation.ts';
import { signInto } from '../src/spec/accepted/signInto.ts';
import type { KnownFiles } from '../src/spec/knownFiles.ts';
import { loadSpec } from '../src/spec/load.ts';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** The table that every spec refers to, as a file beside it. */
export const TABLE = readFileSync(join(ROOT, 'examples/realtime-agent/table.yaml'), 'utf8');
/** The price list as the build makes it, which is what the command reads. */
export const MODELS = join(ROOT, 'dist/tables/models.checked.json');
export const CLI = join(ROOT, 'dist/cli.js');

const TOOLS = ['crm-lookup', 'calendar', 'pricing', 'inventory', 'tickets', 'policy-search'];

/** A spec of 22 to 25 lines, by its number; none is like another one. */
export function spec(index: number): string {
  const tools = TOOLS.filter((_, tool) => (index + tool) % 7 !== 0);
  const calls = [1, 2, '{ 1: 70%, 2: 30% }'][index % 3];
  const compacts = index % 4 !== 0;
  const cached = index % 5 !== 0;
  return `version: 1
table: table.yaml
agents:
  assistant-${index}:
    today: { plan: ${['medium', 'high'][index % 2]}, critic: on, retrieval: as-is${compacts ? ', compaction: off' : ''}, order: series }
    want:
      latency:  { p95: ${2 + (index % 40) / 10}s }
      accuracy: { at_least: ${(90 + (index % 23) / 5).toFixed(1)}%, eval: standard }
      tools:    all
    workflow:
${compacts ? '      - { step: compaction, optional: true }\n' : ''}      - { step: plan, shows_progress: true }
      - parallel:
          - { tools: [${tools.join(', ')}], order: any }
          - { step: retrieval, calls: ${calls} }
      - { step: answer, streams: true }
      - { step: critic, optional: true, on_reject: { redo: plan, chance: ${4 + (index % 50) / 10}% } }
    shortcuts:
${cached ? `      - { use: plan-cache, skips: [plan], hit: ${20 + (index % 30)}%, optional: true }\n` : ''}      - { use: memory, skips: [plan], hit: ${15 + (index % 37)}%, optional: true }
    traffic: { requests: ${12_000 + index * 130}/month, in_12_months: ${40_000 + index * 410}/month, active_hours: ${8 + (index % 9)}, peak: 3x }
`;
}

/** The spec with a counterproposal that both sides signed: one of several, by its number. */
export function signedSpec(index: number, folder: string, known: KnownFiles): string {
  const text = spec(index);
  const files = {
    read: (path: string) => (path.endsWith('spec.yaml') ? text : readFileSync(path, 'utf8')),
    list: () => [],
  };
  const path = join(folder, 'spec.yaml');
  const loaded = loadSpec(path, { files, models: MODELS, known: { ...known, sources: new Map() } });
  const [problem] = loaded.problems;
  if (problem === undefined || loaded.tableSource === null)
    throw new Error(`spec ${index} cannot be read: ${JSON.stringify(loaded.diagnostics)}`);
  const evaluated = evaluation(problem);
  const choices = offered(defaultChoices(problem), index);
  const candidate = evaluated.candidate(choices);
  const signed = signInto(text, path, {
    problem,
    candidate,
    offer: counterproposal(evaluated, choices),
    basis: basisOf(problem, candidate),
    date: '2026-11-20',
    by: { product: 'product-lead', engineering: 'agent-team' },
    why: {},
    table: {
      sha256: createHash('sha256').update(TABLE).digest('hex'),
      measured: loaded.table?.measured?.to ?? null,
    },
    history: [],
  });
  if ('problem' in signed) throw new Error(signed.problem);
  return signed.text;
}

/** A quicker plan with the tools in parallel, by turns without the second look. */
function offered(usual: Choices, index: number): Choices {
  const values = new Map(usual.values);
  values.set('plan', ['fast', 'low', 'medium'][index % 3] ?? 'fast');
  values.set('critic', index % 2 === 0 ? 'off' : 'on');
  return { ...usual, values, order: 'parallel' };
}
