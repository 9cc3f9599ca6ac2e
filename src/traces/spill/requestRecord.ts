/** Numbers of one request in a temporary file: its own, then those of each run. */

import type { ObservedRequest, ObservedRun } from '../../trust/observed.ts';

/** Place of each number of a request. */
const RUNS = 0;
const AGENT = 1;
const STARTED = 2;
const FAILED = 3;
const LATENCY = 4;
const TTFT = 5;
const PROGRESS = 6;
export const REQUEST_NUMBERS = 7;

/** Place of each number of a run; tokens follow where it reports them. */
const WAY = 0;
const START = 1;
const END = 2;
const DURATION = 3;
const TOKENS = 4;
export const RUN_NUMBERS = 9;

/** Of the first number of a run: the rest is the way it ran. */
const HAS_FAILED = 1;
const HAS_TOKENS = 2;
const FLAGS = 4;

/** What a run is of, as numbers stand for it. */
export type Way = Pick<ObservedRun, 'component' | 'model' | 'effort' | 'variant'>;

/** No agent is named. */
const NOBODY = -1;

/**
 * Writes a request.
 * @param ways number of each run's way
 * @returns where the next one begins
 */
export function writeRequest(
  numbers: Float64Array,
  at: number,
  request: ObservedRequest,
  { agent, ways }: { readonly agent: number | null; readonly ways: readonly number[] },
): number {
  numbers[at + RUNS] = request.runs.length;
  numbers[at + AGENT] = agent ?? NOBODY;
  numbers[at + STARTED] = request.startedMs;
  numbers[at + FAILED] = Number(request.failed);
  numbers[at + LATENCY] = request.latencyMs;
  numbers[at + TTFT] = request.ttftMs ?? NaN;
  numbers[at + PROGRESS] = request.progressMs ?? NaN;
  let next = at + REQUEST_NUMBERS;
  request.runs.forEach((run, place) => (next = writeRun(numbers, next, run, ways[place] ?? 0)));
  return next;
}

function writeRun(numbers: Float64Array, at: number, run: ObservedRun, way: number): number {
  const { tokens } = run;
  numbers[at + WAY] =
    way * FLAGS + (run.failed ? HAS_FAILED : 0) + (tokens === null ? 0 : HAS_TOKENS);
  numbers[at + START] = run.startMs;
  numbers[at + END] = run.endMs;
  numbers[at + DURATION] = run.durationMs;
  if (tokens === null) return at + TOKENS;
  numbers[at + TOKENS] = tokens.input;
  numbers[at + TOKENS + 1] = tokens.cached;
  numbers[at + TOKENS + 2] = tokens.written;
  numbers[at + TOKENS + 3] = tokens.output;
  numbers[at + TOKENS + 4] = tokens.reasoning;
  return at + RUN_NUMBERS;
}

/** A request as it was written, and where the next one begins. */
export function readRequest(
  numbers: Float64Array,
  at: number,
  { agents, ways }: { readonly agents: readonly string[]; readonly ways: readonly Way[] },
): { readonly request: ObservedRequest; readonly next: number } {
  const number = (place: number): number => numbers[at + place] as number;
  const runs: ObservedRun[] = [];
  let next = at + REQUEST_NUMBERS;
  for (let left = number(RUNS); left > 0; left -= 1) {
    const run = readRun(numbers, next, ways);
    next += run.tokens === null ? TOKENS : RUN_NUMBERS;
    runs.push(run);
  }
  const request = {
    agent: agents[number(AGENT)] ?? null,
    startedMs: number(STARTED),
    failed: number(FAILED) === 1,
    latencyMs: number(LATENCY),
    ttftMs: known(number(TTFT)),
    progressMs: known(number(PROGRESS)),
    runs,
  };
  return { request, next };
}

function readRun(numbers: Float64Array, at: number, ways: readonly Way[]): ObservedRun {
  const number = (place: number): number => numbers[at + place] as number;
  const first = number(WAY);
  const way = ways[Math.floor(first / FLAGS)];
  if (way === undefined) throw new Error('the temporary file was changed');
  return {
    component: way.component,
    model: way.model,
    effort: way.effort,
    variant: way.variant,
    startMs: number(START),
    endMs: number(END),
    durationMs: number(DURATION),
    failed: (first & HAS_FAILED) !== 0,
    tokens:
      (first & HAS_TOKENS) === 0
        ? null
        : {
            input: number(TOKENS),
            cached: number(TOKENS + 1),
            written: number(TOKENS + 2),
            output: number(TOKENS + 3),
            reasoning: number(TOKENS + 4),
          },
  };
}

function known(number: number): number | null {
  return Number.isNaN(number) ? null : number;
}
