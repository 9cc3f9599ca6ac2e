import type { Problem, Step } from '../solver/problem.ts';
import type { Models } from '../table/modelsSchema.ts';
import type { Table } from '../table/schema.ts';
import { statedQuantile } from '../table/statedQuantile.ts';
import type { Diagnostic } from '../yaml/diagnostic.ts';
import type { YamlSource } from '../yaml/source.ts';
import { type AgentContext, inSpec } from './agentContext.ts';
import { fixedShare } from './fixedShares.ts';
import { collectFindings } from './findings.ts';
import { NO_EFFECTS, resolveAccuracy } from './resolveAccuracy.ts';
import { learnedAccuracy } from './learnedEffects.ts';
import { resolveInvestments } from './resolveInvestments.ts';
import { resolveLimits } from './resolveLimits.ts';
import { openModels, resolvePrices } from './resolvePrices.ts';
import { resolveRows } from './resolveRows.ts';
import { resolveShortcuts } from './resolveShortcuts.ts';
import { resolveToday } from './resolveToday.ts';
import { resolveTraffic } from './resolveTraffic.ts';
import { resolveWorkflow } from './resolveWorkflow.ts';
import type { Spec } from './schema.ts';

/** A spec and its table, read and valid each by itself, with where they are written. */
export interface ReadSpec {
  readonly spec: Spec;
  readonly specSource: YamlSource;
  readonly table: Table;
  readonly tableSource: YamlSource;
  readonly models: Models;
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
  const prices = resolvePrices(read.models, read.table);
  const open = openModels(read.models);
  const problems = Object.entries(read.spec.agents).map(([agent, spec]) =>
    resolveAgent({
      ...read,
      agent,
      spec,
      prices,
      openModels: open,
      findings,
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

/** A limit on first output where no step shows any can never be met. */
function reportSilentWorkflow(context: AgentContext, steps: readonly Step[]): void {
  const { want } = context.spec;
  const streams = steps.some((step) => step.streams);
  if (want.ttft && !streams) {
    context.findings.add(
      'error',
      'nothing-streams',
      inSpec(context, ['want', 'ttft'], 'key'),
      'no step of this workflow streams, so there is no first token',
      'add streams: true to the step that writes the answer',
    );
  }
  if (want.progress && !streams && !steps.some((step) => step.showsProgress)) {
    context.findings.add(
      'error',
      'nothing-streams',
      inSpec(context, ['want', 'progress'], 'key'),
      'no step of this workflow shows progress',
      'add shows_progress: true to a step',
    );
  }
}

function reportHosts(context: AgentContext): void {
  const others = (context.spec.hosts ?? []).filter((host) => host !== 'api');
  if (others.length === 0) return;
  context.findings.add(
    'note',
    'assumed-default',
    inSpec(context, ['hosts']),
    `hosts other than api are not priced yet: ${others.join(', ')} left out`,
  );
}

function resolveAgent(context: AgentContext): Problem {
  const basis = resolveAccuracy(context);
  const effects = basis?.effects ?? NO_EFFECTS;
  const resolved = resolveWorkflow(context, effects);
  const shortcuts = resolveShortcuts(context, resolved, effects);
  reportSilentWorkflow(context, resolved.steps);
  reportHosts(context);
  const names = shortcuts.map((shortcut) => shortcut.name);
  return {
    agent: context.agent,
    ...resolved,
    shortcuts,
    limits: resolveLimits(
      context,
      (resolved.tools?.tools ?? []).map((tool) => tool.name),
    ),
    accuracy: basis && {
      eval: basis.name,
      bases: basis.bases,
      byTask: basis.byTask,
      constant: basis.constant,
      rows: resolveRows(context, basis, resolved, names),
      learned: basis.learned && learnedAccuracy(basis.learned, resolved, names),
    },
    traffic: resolveTraffic(context),
    people: {
      wrongAnswer: context.spec.wrong_answer ?? null,
      escalate: context.spec.escalate ?? null,
    },
    investments: resolveInvestments(context, resolved, basis),
    measured: measuredRequests(context.table),
    today: resolveToday(context, resolved, shortcuts, basis),
  };
}
