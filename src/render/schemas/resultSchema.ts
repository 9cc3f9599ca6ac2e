import * as z from 'zod';
import { agent } from './agent.ts';
import { inputs, tool, warnings } from './document.ts';
import { trustSchema } from './trust.ts';

/** What `budget solve -f json` prints. Latency in ms, money in USD, shares and accuracies in 0..1. */
export const resultSchema = z
  .strictObject({
    $schema: z.string(),
    schemaVersion: z.literal(1),
    tool,
    inputs,
    agents: z.array(agent.extend({ trust: trustSchema.optional() })),
    warnings,
  })
  .meta({ title: 'Result', description: 'What `budget solve -f json` prints.' });
