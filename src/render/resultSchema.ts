import * as z from 'zod';
import { hostCost } from './hostCostSchema.ts';
import { trustSchema } from './trustSchema.ts';
import type { AgentResult, Architecture } from '../solver/result.ts';

/** The JSON that `budget solve -f json` prints, as a schema. Latency in ms, money in USD, shares in 0..1. */

const ms = z
  .number()
  .nullable()
  .meta({ description: 'Milliseconds; null where the time lies beyond anything composed.' });
const usd = z.number().nullable().meta({ description: 'US dollars; null where unknown.' });
const share = z.number().min(0).max(1);
const verdict = z.enum(['yes', 'no', 'unclear']);
const corner = z.enum(['latency', 'ttft', 'progress', 'accuracy', 'tools', 'cost']);

const choices = z.record(z.string(), z.union([z.string(), z.array(z.string())])).meta({
  description:
    'Step to variant, on or off; tools: all or the names kept; order: series or parallel.',
});

const interval = z.strictObject({ low: ms, high: ms });
const intervals = z
  .strictObject({ p50: interval, p90: interval, p95: interval, p99: interval })
  .nullable()
  .optional();
const percentiles = z.strictObject({ p50: ms, p90: ms, p95: ms, p99: ms, mean: ms });

const taskAccuracy = z.strictObject({
  value: share,
  low: share.nullable(),
  high: share.nullable(),
});

const accuracy = z.strictObject({
  value: share.nullable(),
  low: share.nullable().meta({
    description: 'Lower end of the central 90% interval; null where nothing says how wide it is.',
  }),
  high: share.nullable(),
  basis: z.enum(['measured', 'predicted', 'unknown']),
  n: z.number().nullable().meta({ description: 'Items that a measured figure rests on.' }),
  tasks: z.record(z.string(), taskAccuracy),
});

const people = z.strictObject({
  escalations: usd,
  wrongAnswers: usd,
  perRequest: usd,
  perMonth: usd,
});

const cost = z.strictObject({
  perRequest: usd,
  perConversation: usd,
  perMonth: z.strictObject({ launch: usd, month12: usd }),
  parts: z
    .record(z.string(), usd)
    .meta({ description: 'US dollars per request by component; `fixed` for monthly costs.' }),
  people: people
    .nullable()
    .meta({ description: 'What people cost beside the machines; never part of a limit.' }),
});

const architectureFields = {
  id: z.string().regex(/^[0-9a-f]{8}$/),
  name: z.string().meta({ description: 'What differs from today, most milliseconds first.' }),
  choices,
  latency: z.strictObject({
    e2e: percentiles,
    ttft: percentiles.nullable(),
    progress: percentiles.nullable(),
    interval: intervals.meta({
      description:
        'Central 90% of the end to end percentiles, given how many calls were measured; null where none was.',
    }),
    ttftInterval: intervals.meta({ description: 'The same of the first token.' }),
    progressInterval: intervals.meta({ description: 'The same of the first sign of work.' }),
    certified: z
      .array(
        z.strictObject({
          corner: z.enum(['latency', 'ttft', 'progress']),
          percentile: z.string(),
          low: z.number(),
          high: z.number(),
          straddles: z.boolean(),
        }),
      )
      .meta({
        description:
          'Bounds that hold whatever the lattice rounds, of limited percentiles within 2% of their limit.',
      }),
  }),
  shown: z
    .strictObject({ percentile: z.string(), ms })
    .meta({ description: 'The percentile that is minimised and shown.' }),
  accuracy,
  cost,
  tools: z.strictObject({
    kept: z.array(z.string()),
    of: z.number(),
    coverage: share.nullable(),
    about: z.boolean(),
  }),
  meets: z.partialRecord(corner, verdict),
  meets12Months: z
    .strictObject({ cost: verdict.nullable() })
    .meta({ description: 'The verdict of month 12; limits hold at launch.' }),
};

const architecture = z.strictObject(architectureFields);

const times = z.record(z.string(), z.number()).nullable();

const limits = z.strictObject({
  latency: times,
  ttft: times,
  progress: times,
  deadline: z.number().nullable(),
  accuracy: z
    .strictObject({
      atLeast: share,
      eval: z.string().nullable(),
      tasks: z.record(z.string(), share),
    })
    .nullable(),
  tools: z.union([z.literal('all'), z.array(z.string()), z.strictObject({ atLeast: z.number() })]),
  cost: z.strictObject({ perRequest: usd, perConversation: usd, perMonth: usd }).nullable(),
});

const sets = z
  .array(z.string())
  .nullable()
  .meta({ description: 'Assignments for `--set`; null where none would help.' });

const firstOutputAnswer = z.strictObject({
  ms: z.number(),
  holds: z.boolean(),
  architecture,
  set: sets,
});

const firstOutput = z.strictObject({
  asked: z.strictObject({ percentile: z.string(), ms: z.number() }),
  streams: z.array(z.string()),
  supposed: z.string().nullable().meta({
    description: 'Where nothing streams: the step that the answers suppose to.',
  }),
  firstToken: firstOutputAnswer.nullable(),
  progress: firstOutputAnswer.nullable(),
  blocking: z
    .strictObject({ steps: z.array(z.string()), ms: z.number(), id: z.string() })
    .nullable()
    .meta({ description: 'What waiting for a verdict costs the first token, in ms.' }),
  exact: z.boolean(),
});

const change = z.strictObject({
  to: z.string(),
  frees: z
    .strictObject({ ms, points: z.number().nullable(), usd })
    .meta({ description: 'Positive is better.' }),
});

const binding = z.strictObject({
  id: z.string(),
  corner: z.enum(['latency', 'accuracy', 'cost']),
  percentile: z.string(),
  first: z
    .strictObject({
      step: z.string(),
      to: z.string().nullable(),
      frees: change.shape.frees.nullable(),
    })
    .nullable(),
  steps: z.array(z.strictObject({ step: z.string(), ms, changes: z.array(change) })),
});

const explanation = z.strictObject({
  architecture,
  shown: z.strictObject({
    time: z.enum(['latency', 'ttft', 'progress']),
    percentile: z.string(),
  }),
  parts: z.array(
    z.strictObject({
      name: z.string(),
      choice: z.string(),
      ms: z
        .record(z.string(), z.number())
        .meta({ description: 'What it adds, by percentile; the parts sum to the whole.' }),
      perRequest: usd,
      changes: z.array(change),
    }),
  ),
  percentiles: z
    .record(
      z.string(),
      z.strictObject({ ms: z.number(), spreadsheet: z.number(), error: z.number().nullable() }),
    )
    .meta({ description: 'The end to end time, and what adding up the percentile would give.' }),
  order: z.array(change),
});

const cause = z.strictObject({
  of: z.string(),
  from: z.string(),
  to: z.string(),
  lost: z.number().nullable().meta({ description: 'Accuracy that this change alone loses, 0..1.' }),
});

const cliffDrop = z.strictObject({
  from: z.string(),
  to: z.string(),
  fromMs: z.number(),
  toMs: z.number(),
  lost: share,
  task: z.strictObject({ name: z.string(), from: share, to: share }).nullable(),
  cause: cause.nullable(),
  changes: z.array(cause),
});

const exchangeStep = z.strictObject({
  from: z.string(),
  to: z.string(),
  fromMs: z.number(),
  toMs: z.number(),
  pointsPerSecond: z.number().nullable(),
  usdPerSecond: z.number().nullable(),
});

const taskCliff = z.strictObject({
  task: z.string(),
  points: z.array(
    z.strictObject({
      latencyMs: z.number(),
      value: share,
      low: share.nullable(),
      high: share.nullable(),
      id: z.string(),
    }),
  ),
  drop: z
    .strictObject({
      fromMs: z.number(),
      toMs: z.number(),
      from: share,
      to: share,
      certain: z.boolean(),
    })
    .nullable(),
});

const todayAndClaimed = (figure: z.ZodType<number>) =>
  z.strictObject({ today: figure.nullable(), claimed: figure.nullable() }).nullable();

const investment = z
  .strictObject({
    name: z.string(),
    quarters: z.number(),
    accuracyWithinLimit: todayAndClaimed(share),
    latencyAtAccuracy: todayAndClaimed(z.number()),
    cliff: z.array(z.strictObject({ latencyMs: z.number(), accuracy: share })),
  })
  .meta({ description: 'What is claimed of an investment; nothing of it is available today.' });

const nextEval = z.strictObject({
  id: z.string(),
  name: z.string(),
  choices,
  accuracy,
  kind: z
    .enum(['new', 'more'])
    .meta({ description: 'Never measured, or measured on too few items.' }),
  items: z.number(),
  expected: z
    .strictObject({ low: share, high: share })
    .meta({ description: 'The interval to expect once measured, if the estimate is right.' }),
  verdict: z.enum(['met', 'unclear', 'missed']).nullable(),
  untried: z
    .array(z.string())
    .meta({ description: 'Choices that no measured architecture has tried.' }),
});

const agent = z.strictObject({
  agent: z.string(),
  limits,
  searched: z.strictObject({
    architectures: z.number(),
    withTools: z.number(),
    exact: z.boolean(),
    epsilon: z.number().nullable().optional(),
    frontier: z.number(),
  }),
  feasibleCount: z.strictObject({
    value: z.number(),
    low: z.number(),
    high: z.number(),
    exact: z.boolean(),
  }),
  feasible: z.array(architecture),
  frontier: z.array(architecture),
  pickTwo: z.array(
    z.strictObject({
      keep: z.array(corner),
      gives: corner,
      architecture: architecture.nullable(),
      price: z.string(),
      moreTools: architecture.nullable().meta({
        description: 'Where tools give way: one that keeps more of them, serving fewer requests.',
      }),
    }),
  ),
  nearMisses: z.array(
    z.strictObject({
      ...architectureFields,
      misses: z.partialRecord(corner, z.number()),
      set: sets,
    }),
  ),
  cliff: z.array(z.strictObject({ latencyMs: z.number(), accuracy: share, architecture })),
  cliffDrop: cliffDrop.nullable().meta({ description: 'Its steepest drop, and what causes it.' }),
  exchange: z
    .strictObject({ accuracy: z.array(exchangeStep), cost: z.array(exchangeStep) })
    .meta({ description: 'What time buys along the frontier.' }),
  hosts: z.array(hostCost),
  ttft: firstOutput.nullable().meta({
    description: 'Where the end to end limit fails: the same limit asked of first output.',
  }),
  relaxations: z
    .array(
      z.strictObject({
        corner,
        set: sets,
        architecture: architecture.nullable(),
        why: z.string().nullable(),
      }),
    )
    .meta({ description: 'Where nothing fits: the smallest step of each limit alone that helps.' }),
  proposal: z.strictObject({ statement: z.string(), choices: choices.nullable() }),
  today: architecture.nullable(),
  measured: z
    .strictObject({ p50: z.number(), p95: z.number(), n: z.number().nullable() })
    .nullable(),
  binding: binding.nullable().meta({
    description: 'What to attack first in the architecture offered, or the closest.',
  }),
  explained: explanation.nullable().meta({ description: 'What `--explain` was asked about.' }),
  taskCliffs: z.array(taskCliff),
  investments: z.array(investment),
  measureNext: z.array(nextEval),
});

const place = z.strictObject({
  line: z.number(),
  column: z.number(),
  endLine: z.number(),
  endColumn: z.number(),
});

const diagnostic = z.strictObject({
  code: z.string(),
  severity: z.enum(['error', 'warning', 'note']),
  message: z.string(),
  file: z.string().nullable(),
  range: place.nullable(),
  help: z.string().nullable(),
});

export const resultSchema = z
  .strictObject({
    $schema: z.string(),
    schemaVersion: z.literal(1),
    tool: z.strictObject({ name: z.string(), version: z.string() }),
    inputs: z.array(z.strictObject({ path: z.string(), sha256: z.string() })),
    agents: z.array(agent.extend({ trust: trustSchema.optional() })),
    warnings: z.array(diagnostic),
  })
  .meta({ title: 'Result', description: 'What `budget solve -f json` prints.' });

/** Fails to compile when the solver's result gains a key that this schema lacks, or the other way round. */
type SameKeys<A, B> = [keyof A, keyof B] extends [keyof B, keyof A] ? true : never;
export const schemaCoversResult: SameKeys<z.output<typeof agent>, AgentResult> = true;
export const schemaCoversArchitecture: SameKeys<z.output<typeof architecture>, Architecture> = true;
