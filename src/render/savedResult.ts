import * as z from 'zod';
import type { ComparedAgent } from '../solver/diffAgents.ts';
import type { Diagnostic } from '../yaml/diagnostic.ts';
import { jsonOf } from './jsonOf.ts';

const number = z.number().nullable();
const times = z.record(z.string(), z.number()).nullable();

const architecture = z.looseObject({
  choices: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
  shown: z.looseObject({ percentile: z.string(), ms: number }),
  accuracy: z.looseObject({ value: number, low: number, high: number, basis: z.string() }),
  cost: z.looseObject({ perRequest: number }),
});

const limits = z.looseObject({
  latency: times,
  ttft: times,
  progress: times,
  deadline: number,
  accuracy: z
    .looseObject({
      atLeast: z.number(),
      eval: z.string().nullable(),
      tasks: z.record(z.string(), z.number()),
    })
    .nullable(),
  tools: z.union([z.literal('all'), z.array(z.string()), z.looseObject({ atLeast: z.number() })]),
  cost: z.looseObject({ perRequest: number, perConversation: number, perMonth: number }).nullable(),
});

/** What a saved result must hold to be compared; newer releases may have added more. */
export const savedResult = z.looseObject({
  schemaVersion: z.literal(1),
  agents: z.array(
    z.looseObject({
      agent: z.string(),
      limits,
      feasibleCount: z.looseObject({ value: z.number() }),
      feasible: z.array(architecture),
      pickTwo: z.array(z.looseObject({ architecture: architecture.nullable() })),
      nearMisses: z.array(architecture),
      proposal: z.looseObject({
        choices: z.record(z.string(), z.union([z.string(), z.array(z.string())])).nullable(),
      }),
      today: architecture.nullable(),
    }),
  ),
});

/**
 * The agents of a saved result; why there are none in what is JSON, but no such result; null for a text
 * that is none, as a spec or a table.
 */
export function agentsOfSaved(
  text: string,
  file: string,
): { readonly agents: readonly ComparedAgent[] } | { readonly finding: Diagnostic } | null {
  if (!text.trimStart().startsWith('{')) return null;
  const value = jsonOf(text);
  const parsed = savedResult.safeParse(value);
  if (parsed.success) return { agents: parsed.data.agents };
  if (value === null && file.endsWith('.json'))
    return { finding: unusable(file, 'usage', 'this is no JSON: it may have been cut short') };
  // People may write specs and tables as JSON, too.
  if (value === null || !('schemaVersion' in value)) return null;
  const { schemaVersion } = value;
  return typeof schemaVersion === 'number' && schemaVersion > 1
    ? {
        finding: unusable(
          file,
          'unsupported-version',
          `version ${schemaVersion} of saved results is newer than this release reads`,
        ),
      }
    : {
        finding: unusable(file, 'usage', 'this is no result of solve: there is nothing to compare'),
      };
}

function unusable(file: string, code: Diagnostic['code'], message: string): Diagnostic {
  const help = 'budget solve <spec> -f json writes one';
  return { code, severity: 'error', message, file, range: null, help };
}
