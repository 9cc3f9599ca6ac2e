import type { Candidate, Corner } from '../../../solver/candidate.ts';
import { breakEvenLines } from '../../../solver/costing/breakEvenLines.ts';
import { costCurve } from '../../../solver/costing/costCurve.ts';
import { type HostCost, type HostRow, hostRows } from '../../../solver/costing/hostRows.ts';
import { volumeStops } from '../../../solver/costing/volumeStops.ts';
import type { Choices } from '../../../solver/choices.ts';
import type { LatencyEvaluator } from '../../../solver/latency.ts';
import type { Problem } from '../../../solver/problem.ts';
import type { AgentResult } from '../../../solver/result.ts';
import { timeQuestions } from '../../../solver/timeQuestion.ts';
import { timeKey } from '../../../solver/whatIf/storedCandidate.ts';
import { rangesWords } from '../../cost/rangesWords.ts';

/** What every model costs on every host, at any volume. Money in USD, times in ms. */
export interface PageCosts {
  /** The architecture that all else stays as in. */
  readonly base: string;
  readonly unit: 'conversations' | 'requests';
  /** In that unit a month, ascending; empty where only launch and twelfth month are known. */
  readonly volumes: readonly number[];
  /** The place of the launch among the volumes. */
  readonly launch: number;
  readonly ways: readonly PageWay[];
}

/** One model on one host in one step. */
export interface PageWay {
  readonly step: string;
  readonly variant: string;
  readonly p95: number | null;
  readonly perRequest: number | null;
  readonly perMonth: { readonly launch: number | null; readonly month12: number | null };
  /** A month by volume. */
  readonly months: readonly (number | null)[];
  readonly goodFor: string | null;
  /** It runs on machines that are rented, whose number hangs on the limit. */
  readonly hosted: boolean;
  /** From which volume on it is cheaper than a model with a price. */
  readonly cheaper: readonly string[];
  /** Limits that it misses as they were asked. */
  readonly misses: readonly Corner[];
  /** Limits as they were asked that only the estimate keeps. */
  readonly unclear: readonly Corner[];
  /** What limits are judged by, to judge others; null where only the answer was saved. */
  readonly judged: JudgedWay | null;
}

/** The figures of a way that limits are held against. */
export interface JudgedWay {
  readonly values: readonly (readonly [string, string])[];
  readonly tools: readonly string[];
  readonly times: Readonly<Record<string, number | null>>;
  readonly accuracy: Candidate['accuracy'];
  readonly cost: Candidate['cost'];
}

/** Computed around an architecture; null where only one model could run. */
export function pageCosts(
  problem: Problem,
  latencies: LatencyEvaluator,
  base: { readonly choices: Choices; readonly name: string },
): PageCosts | null {
  const rows = hostRows(problem, latencies, base.choices);
  if (rows.length < 2) return null;
  const { turns, requests } = problem.traffic;
  const volumes = volumeStops(problem);
  const lines = breakEvenLines(problem, rows);
  return {
    base: base.name,
    unit: turns > 1 ? 'conversations' : 'requests',
    volumes,
    launch: requests === null ? 0 : Math.max(0, volumes.indexOf(requests / turns)),
    ways: rows.map((row) => {
      const curve = costCurve(problem, row.candidate.choices);
      return {
        ...wayOf(row.cost),
        months: volumes.map((volume) => sixDigits(curve(volume * turns))),
        cheaper: lines
          .filter(({ step, variant }) => step === row.step.name && variant === row.option.value)
          .filter(({ ranges }) => ranges.length > 0)
          .map((line) => `${line.against} from ${rangesWords(line, turns)}`),
        judged: judgedWay(problem, row),
      };
    }),
  };
}

/** As far as a saved result tells. */
export function savedCosts({ hosts }: AgentResult, base: string): PageCosts | null {
  if (hosts.length < 2) return null;
  const ways = hosts.map((host) => ({ ...wayOf(host), months: [], cheaper: [], judged: null }));
  return { base, unit: 'requests', volumes: [], launch: 0, ways };
}

type Saved = Omit<PageWay, 'months' | 'cheaper' | 'judged'>;

function wayOf(host: HostCost): Saved {
  const { step, variant, latency, perRequest, perMonth, goodFor, misses, unclear } = host;
  return {
    step,
    variant,
    goodFor,
    hosted: host.replicas !== null,
    misses,
    unclear,
    perRequest,
    p95: latency.p95,
    perMonth: { launch: perMonth.launch, month12: perMonth.month12 },
  };
}

function judgedWay(problem: Problem, { candidate }: HostRow): JudgedWay {
  const { perRequest, perConversation, perMonth } = candidate.cost;
  const times = timeQuestions(problem).map(
    ({ corner, p }) => [timeKey(corner, p), candidate.time(corner, p)] as const,
  );
  return {
    values: [...candidate.choices.values],
    tools: candidate.choices.tools,
    times: Object.fromEntries(times),
    accuracy: candidate.accuracy,
    cost: { perRequest, perConversation, perMonth, parts: {} },
  };
}

function sixDigits(usd: number | null): number | null {
  return usd === null ? null : Number(usd.toPrecision(6));
}
