import type { VerifiedAgent } from '../render/verifyReport.ts';
import type { Outcome as EvalOutcome } from '../evals/outcome.ts';
import type { Choices } from '../solver/choices.ts';
import type { Problem } from '../solver/problem.ts';
import type { LoadedSpec } from '../spec/load.ts';
import { listedPrice } from '../spec/resolvePrices.ts';
import type { AgentSpec } from '../spec/schema.ts';
import type { Table } from '../table/schema.ts';
import type { ObservedRequest } from '../trust/observed.ts';
import { KEPT } from '../trust/samples.ts';
import type { Check } from '../trust/verify/check.ts';
import { LaunchWatch } from '../trust/verify/verifyAgent.ts';
import { formatCount } from '../units/count.ts';
import type { GlobalFlags } from './global.ts';
import type { Io } from './io.ts';
import { taskResults } from './newEvalResults.ts';
import { isOf, matchNames, tellOthers } from './observeTraces.ts';
import { tableGrounds } from './tableGrounds.ts';

/** An agent with what it is to be held to. */
export interface Promised {
  readonly problem: Problem;
  readonly accepted: NonNullable<AgentSpec['accepted']>;
  readonly choices: Choices;
}

/** One agent of a spec, while the requests of all of them go by. */
export class LaunchedAgent {
  readonly #promised: Promised;
  readonly #agents: readonly string[];
  readonly #table: Table | null;
  readonly #watch: LaunchWatch;
  /** Names of the roots of all requests. */
  readonly #roots = new Set<string | null>();
  #first = Infinity;
  #last = -Infinity;

  constructor(promised: Promised, { spec, table, read }: LoadedSpec) {
    const { problem, accepted, choices } = promised;
    this.#promised = promised;
    this.#agents = Object.keys(spec?.agents ?? {});
    this.#table = table;
    this.#watch = new LaunchWatch({
      problem,
      signed: {
        choices,
        latency: accepted.latency ?? {},
        ttft: accepted.ttft ?? {},
        progress: accepted.progress ?? {},
        accuracy: accepted.accuracy ?? null,
        costPerRequest: perRequest(accepted.cost, problem),
      },
      grounds: tableGrounds(table),
      priceOf: (model) => read && listedPrice(read.models, model),
    });
  }

  /** A request of any agent. */
  add(request: ObservedRequest): void {
    this.#roots.add(request.agent);
    if (!isOf(this.#promised.problem.agent, this.#agents, request)) return;
    this.#watch.add(request);
    this.#first = Math.min(this.#first, request.startedMs);
    this.#last = Math.max(this.#last, request.startedMs);
  }

  /**
   * Says which names do not fit, then judges.
   * @throws UsageError when the requests are those of another agent
   */
  verdict(outcomes: readonly EvalOutcome[] | null, flags: GlobalFlags, io: Io): VerifiedAgent {
    const { problem, accepted, choices } = this.#promised;
    if (this.#watch.times.count === 0) tellOthers(problem.agent, this.#roots, flags, io);
    else matchNames(problem.agent, this.#watch.names(), flags, io);
    this.#tellBins(flags, io);
    const evals =
      outcomes === null || this.#table === null
        ? null
        : taskResults(outcomes, problem, choices, this.#table, io);
    const verified = this.#watch.verdict(evals);
    return {
      ...verified,
      causes: verified.checks.some(isSlower) ? this.#watch.causes() : [],
      accepted: accepted.date,
      from: dayOf(this.#first),
      to: dayOf(this.#last),
    };
  }

  /** Nothing is rounded in silence. */
  #tellBins({ quiet }: GlobalFlags, io: Io): void {
    if (this.#watch.times.latency.isExact || quiet === true) return;
    io.stderr.write(
      `note: ${this.#promised.problem.agent}: of more than ${formatCount(KEPT)} requests percentiles are read within 0.05%\n`,
    );
  }
}

function isSlower({ metric, status }: Check): boolean {
  return metric === 'latency' && status === 'worse';
}

/** UTC; null where there is none. */
function dayOf(ms: number): string | null {
  return Number.isFinite(ms) ? new Date(ms).toISOString().slice(0, 10) : null;
}

/** Whatever was signed, as USD a request; null where no cost was. */
function perRequest(
  cost: NonNullable<AgentSpec['accepted']>['cost'],
  { traffic: { turns, requests } }: Problem,
): number | null {
  if (cost?.per_request !== undefined) return cost.per_request;
  if (cost?.per_conversation !== undefined) return cost.per_conversation / turns;
  return cost?.per_month !== undefined && requests !== null ? cost.per_month / requests : null;
}
