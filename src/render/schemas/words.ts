import * as z from 'zod';

/** Words and names that results share. */

export const verdict = z.enum(['yes', 'no', 'unclear']);
export const corner = z.enum(['latency', 'ttft', 'progress', 'accuracy', 'tools', 'cost']);

/** What an architecture chooses. */
export const choices = z.record(z.string(), z.union([z.string(), z.array(z.string())])).meta({
  description:
    'Step to variant, on or off; tools: all or the names kept; order: series or parallel.',
});
