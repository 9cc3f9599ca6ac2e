import { withCaching } from '../solver/caching.ts';
import type { Problem } from '../solver/problem.ts';
import type { Gpus } from '../table/gpusSchema.ts';
import type { Models } from '../table/modelsSchema.ts';
import type { Table } from '../table/schema.ts';
import { statedQuantile } from '../table/statedQuantile.ts';
import type { Diagnostic } from '../yaml/diagnostic.ts';
import type { YamlSource } from '../yaml/source.ts';
import { type AgentContext, inSpec } from './agentContext.ts';
import { fixedShare } from './fixedShares.ts';
import { collectFindings } from './findings.ts';
import { reportHosts } from './gpuHosts.ts';
import { resolveHosts } from './hostTiers.ts';
import { NO_EFFECTS, resolveAccuracy } from './resolveAccuracy.ts';
import { learnedAccuracy } from './learnedEffects.ts';
import { knownShortcuts, offUnlessNamed } from './offUnlessNamed.ts';
import { resolveInvestments } from './resolveInvestments.ts';
import { resolveLimits } from './resolveLimits.ts';
import { resolvePeople } from './resolvePeople.ts';
import { openModels, resolvePrices } from './resolvePrices.ts';
import { resolveRows } from './resolveRows.ts';
import { resolveShortcuts } from './resolveShortcuts.ts';
import { resolveToday } from './resolveToday.ts';
import { resolveTraffic } from './resolveTraffic.ts';
import { resolveWorkflow } from './resolveWorkflow.ts';
import type { Spec } from './schema.ts';
import { rememberedServing } from './servedOptions.ts';
import { silentLimits } from './silentLimits.ts';
import { reportToolSetNames } from './toolSetNames.ts';
import { unpromisedBatches } from './unpromisedBatches.ts';
import { workflowParts } from './workflowParts.ts';
import { writtenNames } from './writtenNames.ts';

/** A spec and its table, read and valid each by itself, with where they are written. */
export interface ReadSpec {
  readonly spec: Spec;
  readonly specSource: YamlSource;
  readonly table: Table;
  readonly tableSource: YamlSource;
  readonly models: Models;
  /** GPU tiers; null when no agent names any. */
  readonly gpus: Gpus | null;
}

/** The problems of a spec, one per agent, and all that was found while resolving them. */
export interface ResolvedSpec {
  readonly problems: readonly Problem[];
  /** Problems are only to be solved when none of these is an error. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Puts spec, table and prices together: names become components, units became numbers before. */
export function resolve(read: ReadSpec): ResolvedSpec {
  const findings = collectFindings();
  reportToolSetNames(read.table, read.tableSource, findings);
  const prices = resolvePrices(read.models, read.table);
  const open = openModels(read.models, read.table);
  const hosts =
    read.gpus && resolveHosts(read.gpus, read.table, read.tableSource, read.models, findings);
  const serving = rememberedServing();
  const shortcuts = knownShortcuts(read.table, read.spec.agents);
  const problems = Object.entries(read.spec.agents).map(([agent, spec]) =>
    resolveAgent({
      ...read,
      agent,
      spec,
      written: writtenNames(spec, read.table),
      prices,
      openModels: open,
      hosts,
      serving,
      traffic: resolveTraffic({ ...read, agent, spec, findings }),
      findings,
      offUnlessNamed: offUnlessNamed(shortcuts, spec),
      fixedShare: (component) => fixedShare(read.spec, agent, component),
    }),
  );
  return { problems, diagnostics: findings.all };
}

/** Percentiles of whole requests, as the table states them. */
function measuredRequests({ end_to_end }: Table): Problem['measured'] {
  const latency = end_to_end?.latency;
  if (latency === undefined) return null;
  return { p50: statedQuantile(latency, 0.5), p95: statedQuantile(latency, 0.95), n: latency.n };
}

function reportSilentLimits(context: AgentContext): void {
  for (const { corner, message, help } of silentLimits(context.spec)) {
    const place = inSpec(context, ['want', corner], 'key');
    context.findings.add('error', 'nothing-streams', place, message, help);
  }
}

/** Batches as a choice, under a deadline that no provider promises to keep. */
function reportUnpromisedBatches(context: AgentContext, problem: Problem): void {
  const message = unpromisedBatches(problem, context.spec.want.deadline);
  if (message === null) return;
  context.findings.add('note', 'batch-deadline', inSpec(context, ['want', 'deadline']), message);
}

function resolveAgent(context: AgentContext): Problem {
  reportHosts(context);
  const basis = resolveAccuracy(context);
  const effects = basis?.effects ?? NO_EFFECTS;
  const resolved = resolveWorkflow(context, effects);
  const shortcuts = resolveShortcuts(context, resolved, effects);
  reportSilentLimits(context);
  const parts = workflowParts(resolved, shortcuts);
  const problem: Problem = {
    agent: context.agent,
    ...resolved,
    shortcuts,
    limits: resolveLimits(context),
    accuracy: basis && {
      eval: basis.name,
      bases: basis.bases,
      byTask: basis.byTask,
      constant: basis.constant,
      rows: resolveRows(context, basis, parts),
      learned: basis.learned && learnedAccuracy(basis.learned, parts),
    },
    traffic: context.traffic,
    people: resolvePeople(context),
    investments: resolveInvestments(context, basis),
    measured: measuredRequests(context.table),
    today: resolveToday(context, resolved, shortcuts, basis),
  };
  reportUnpromisedBatches(context, problem);
  return context.spec.caching === 'on' ? withCaching(problem) : problem;
}
