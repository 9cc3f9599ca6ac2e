import * as z from 'zod';
import type { Diagnostic } from '../yaml/diagnostic.ts';
import type { CostReport } from './cost/report.ts';
import type { DiffReport } from './diffReport.ts';
import type { SavedFindings } from './findingsJson.ts';
import type { SavedProposals } from './proposalJson.ts';
import { jsonOf } from './jsonOf.ts';
import { readResult, unreadable } from './readResult.ts';
import type { SolveReport } from './report.ts';
import type { TableReport } from './table/tableReport.ts';
import type { VerifyReport } from './verifyReport.ts';

/** What `-f json` of any verb wrote, told apart by kind. */
export type Saved =
  | { readonly kind: 'solve'; readonly report: SolveReport }
  | { readonly kind: 'cost'; readonly report: CostReport }
  | { readonly kind: 'table'; readonly report: TableReport }
  | { readonly kind: 'diff'; readonly report: DiffReport }
  | { readonly kind: 'verify'; readonly report: VerifyReport }
  | { readonly kind: 'findings'; readonly report: SavedFindings }
  | { readonly kind: 'proposal'; readonly report: SavedProposals };

/** A saved result as it was printed, or why it cannot be read. */
export interface ReadSaved {
  readonly saved: Saved | null;
  readonly findings: readonly Diagnostic[];
}

const things = z.array(z.looseObject({}));
const tool = z.looseObject({ name: z.string(), version: z.string() });
const text = z.string();
const number = z.number();
const change = z.looseObject({
  subject: text,
  what: text,
  before: text,
  after: text,
  by: text,
  direction: z.enum(['better', 'worse', 'other']),
  significant: z.boolean(),
});
const finding = z.looseObject({
  code: text,
  severity: z.enum(['error', 'warning', 'note']),
  message: text,
  file: text.nullable(),
  help: text.nullable(),
});
const money = z.looseObject({ launch: number.nullable(), month12: number.nullable() });
const architecture = z.looseObject({
  id: text,
  name: text,
  shown: z.looseObject({ percentile: text, ms: number.nullable() }),
  tools: z.looseObject({ kept: z.array(text), of: number }),
  accuracy: z.looseObject({ value: number.nullable(), basis: text }),
  cost: z.looseObject({ perRequest: number.nullable(), perMonth: money }),
});
const offer = z.looseObject({ statement: text, gives: z.array(text), architecture });

/** What each kind has to hold to be shown; newer releases may have added more. Results of `solve` have a schema of their own. */
const SHAPES: Readonly<Record<Exclude<Saved['kind'], 'solve'>, z.ZodType>> = {
  cost: z.looseObject({
    tool,
    checked: z.looseObject({ models: text, gpus: text.nullable() }),
    agents: z.array(
      z.looseObject({
        agent: text,
        traffic: z.looseObject({ requests: number.nullable(), turns: number }),
        base: z.looseObject({ id: text, name: text, perMonth: money }),
        hosts: z.array(
          z.looseObject({ step: text, variant: text, perMonth: money, misses: z.array(text) }),
        ),
        breakEven: things,
        caching: things,
        context: things,
        volume: things,
        upgrades: things,
      }),
    ),
    system: z.looseObject({}),
    warnings: z.array(finding),
  }),
  table: z.looseObject({
    tool,
    name: text,
    measured: z.looseObject({ from: text, to: text, traces: number, spans: number }).nullable(),
    endToEnd: z.looseObject({ n: number.nullable(), p50: number, p95: number }).nullable(),
    rows: z.array(z.record(z.string(), text)),
    path: z.array(z.looseObject({ onPathMs: number, share: number })),
    giveUpFirst: z.array(z.looseObject({ component: text, frees: number, loses: number })),
  }),
  diff: z.looseObject({
    tool,
    before: text,
    after: text,
    changes: z.array(change),
    causes: z.array(change),
    hidden: number,
  }),
  verify: z.looseObject({
    tool,
    agents: z.array(
      z.looseObject({
        agent: text,
        outcome: text,
        accepted: text,
        requests: z.looseObject({ n: number, failed: number }),
        checks: z.array(
          z.looseObject({ metric: text, status: text, signed: z.boolean(), n: number }),
        ),
        mismatches: things,
        drift: things,
      }),
    ),
  }),
  findings: z.looseObject({
    tool,
    verb: text,
    files: z.array(text),
    findings: z.array(finding),
    ignored: z.array(finding.extend({ reason: text })),
    codes: z.array(text),
    failing: z.array(text),
    wrong: z.array(text),
    verdict: text,
  }),
  proposal: z.looseObject({
    tool,
    spec: text,
    agents: z.array(
      z.looseObject({
        agent: text,
        limits: z.looseObject({}),
        kept: z.array(text),
        offer: offer.nullable(),
        alternatives: z.array(offer),
      }),
    ),
  }),
};

/** Reads what `-f json` of any verb wrote. */
export function readSaved(source: string, file: string): ReadSaved {
  const value = jsonOf(source);
  const kind = kindOf(value);
  if (kind === 'solve' || value === null) {
    const { report, findings } = readResult(source, file);
    return { saved: report && { kind: 'solve', report }, findings };
  }
  const read = SHAPES[kind].safeParse(value);
  if (read.success) return { saved: { kind, report: value } as Saved, findings: [] };
  return { saved: null, findings: unreadable(file, read.error).findings };
}

/** By its name where it has one; what older releases wrote, by its keys. */
function kindOf(value: object | null): Saved['kind'] {
  if (value === null) return 'solve';
  const named = 'kind' in value ? value.kind : null;
  const known = (Object.keys(SHAPES) as (keyof typeof SHAPES)[]).find((kind) => kind === named);
  if (known !== undefined) return known;
  if ('checked' in value) return 'cost';
  if ('changes' in value) return 'diff';
  if ('findings' in value) return 'findings';
  return 'solve';
}
