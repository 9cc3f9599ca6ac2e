import * as z from 'zod';
import type { ComparedAgent } from '../solver/diffAgents.ts';

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

/** The agents of a saved result, or null when the text is no result of `solve -f json`. */
export function agentsOfSaved(value: unknown): readonly ComparedAgent[] | null {
  const parsed = savedResult.safeParse(value);
  return parsed.success ? parsed.data.agents : null;
}
