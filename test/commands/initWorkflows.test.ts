import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { draftSpec, type DraftedSpec } from '../../src/commands/initDraft.ts';
import { tableSchema } from '../../src/table/schema.ts';
import { measuredTableYaml, tableFromMeasurement } from '../../src/traces/tableFromMeasurement.ts';
import { mulberry32 } from '../support/mulberry32.ts';
import { measureText } from '../traces/helpers/measureFile.ts';
import { agent, chat, line, type SpanOptions, tool } from '../traces/helpers/spans.ts';

/** Agents whose workflow is known: what is inferred from their traces is that workflow. */

interface Made {
  /** Models that are called once each, before the tools. */
  readonly models: readonly string[];
  readonly retrieval: boolean;
  readonly tools: readonly string[];
  readonly order: 'series' | 'parallel';
  /** Share of requests that use each tool. */
  readonly usedBy: number;
  readonly verifier: boolean;
  readonly seed: number;
}

const made: fc.Arbitrary<Made> = fc.record({
  models: fc.uniqueArray(fc.constantFrom('triage', 'plan', 'translate', 'route'), { maxLength: 3 }),
  retrieval: fc.boolean(),
  tools: fc.uniqueArray(fc.constantFrom('crm', 'web', 'mail', 'files'), {
    minLength: 2,
    maxLength: 4,
  }),
  order: fc.constantFrom('series' as const, 'parallel' as const),
  usedBy: fc.constantFrom(0.6, 0.85, 1),
  verifier: fc.boolean(),
  seed: fc.nat(1e6),
});

const REQUESTS = 120;

/** Spans of one request, one step after the other, 20 ms between them. */
function requestOf(
  { models, retrieval, tools, order, usedBy, verifier }: Made,
  random: () => number,
) {
  const spans: SpanOptions[] = [];
  let now = 20;
  const time = (median: number): number => {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    return Math.max(30, Math.round(median * Math.exp(0.4 * normal)));
  };
  const add = (span: Omit<SpanOptions, 'id'>): number => {
    spans.push({ ...span, id: spans.length + 2 });
    return spans.length + 1;
  };
  const model = (name: string, ms: number): void => {
    const id = add({ parent: 1, name, at: now, ms });
    const attributes = chat('m', { 'gen_ai.response.time_to_first_chunk': 0.02 });
    add({ parent: id, name: 'chat m', at: now, ms, attributes });
    now += ms + 20;
  };
  if (retrieval) {
    const ms = time(300);
    const attributes = { 'gen_ai.operation.name': 'retrieval', 'gen_ai.data_source.id': 'docs' };
    add({ parent: 1, name: 'retrieval docs', at: now, ms, attributes });
    now += ms + 20;
  }
  for (const name of models) model(name, time(700));
  let end = now;
  for (const name of tools.filter(() => random() < usedBy)) {
    const ms = time(500);
    const at = order === 'parallel' ? now : end;
    add({ parent: 1, name: `execute_tool ${name}`, at, ms, attributes: tool(name) });
    end = order === 'parallel' ? Math.max(end, at + ms) : at + ms + 20;
  }
  now = end + 20;
  model('respond', time(1800));
  if (verifier) model('verify_answer', time(400));
  return [
    { id: 1, name: 'invoke_agent desk', ms: now, attributes: agent('desk') },
    ...spans,
  ] satisfies SpanOptions[];
}

async function drafted(of: Made): Promise<DraftedSpec> {
  const random = mulberry32(of.seed + 1);
  const lines = Array.from({ length: REQUESTS }, (_, index) => {
    const trace = (index + 1).toString(16).padStart(32, '0');
    return line(...requestOf(of, random).map((span) => ({ ...span, trace })));
  });
  const table = tableFromMeasurement(await measureText(lines.join('\n')), { name: 'desk' });
  const tableText = measuredTableYaml(table, '');
  return draftSpec({
    specPath: '/spec.yaml',
    tablePath: 'table.yaml',
    tableText,
    table: tableSchema.parse(parse(tableText)),
    schema: null,
    isMeasured: true,
  });
}

interface Item {
  readonly step?: string;
  readonly component?: string;
  readonly tools?: readonly string[];
  readonly order?: string;
}

/** Step names in the order of the workflow, `tools` for the tools. */
function stepsOf({ text }: DraftedSpec): string[] {
  const { agents } = parse(text) as { agents: Record<string, { workflow: Item[] }> };
  const [only] = Object.values(agents);
  return (only?.workflow ?? []).map(({ step, component }) => component ?? step ?? 'tools');
}

function todayOf({ text }: DraftedSpec): { readonly order?: string } {
  const { agents } = parse(text) as { agents: Record<string, { today?: { order?: string } }> };
  return Object.values(agents)[0]?.today ?? {};
}

describe('the workflow inferred from traces', () => {
  test('has the steps that ran, in their order, tools where they were used, verdicts last', async () => {
    await fc.assert(
      fc.asyncProperty(made, async (of) => {
        const draft = await drafted(of);
        expect(draft.errors).toEqual([]);
        expect(stepsOf(draft)).toEqual([
          ...(of.retrieval ? ['docs'] : []),
          ...of.models,
          'tools',
          'respond',
          ...(of.verifier ? ['verify_answer'] : []),
        ]);
        expect([...draft.inferred.tools].sort()).toEqual([...of.tools].sort());
      }),
      { numRuns: 8 },
    );
  });

  test('runs tools at once where they were seen to, and in a row where they were not', async () => {
    await fc.assert(
      fc.asyncProperty(made, async (of) => {
        const draft = await drafted(of);
        expect(draft.inferred.toolsOverlap).toBe(of.order === 'parallel');
        expect(todayOf(draft).order ?? 'series').toBe(of.order);
      }),
      { numRuns: 10 },
    );
  });

  test('composes to about what its requests took', async () => {
    await fc.assert(
      fc.asyncProperty(made, async (of) => {
        const { reproduced } = await drafted(of);
        for (const { p, error } of reproduced ?? [])
          if (p < 0.99) expect(Math.abs(error)).toBeLessThan(p === 0.5 ? 0.12 : 0.25);
        expect(reproduced).not.toBeNull();
      }),
      { numRuns: 10 },
    );
  });

  test('says the same of the same traces', async () => {
    await fc.assert(
      fc.asyncProperty(made, async (of) => {
        expect((await drafted(of)).text).toBe((await drafted(of)).text);
      }),
      { numRuns: 2 },
    );
  });
});
