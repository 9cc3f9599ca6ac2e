import { CORNER_WORDS } from '../solver/words/corners.ts';
import type { AgentResult, FirstOutput, FirstOutputAnswer } from '../solver/result.ts';
import { formatDuration } from '../units/duration.ts';
import { exactDuration } from '../units/exact.ts';

/** An assignment as it is typed: an only agent goes without its name. */
export function shortSet(
  assignment: string,
  { agent }: Pick<AgentResult, 'agent'>,
  alone: boolean,
): string {
  const prefix = `agents.${agent}.`;
  return alone && assignment.startsWith(prefix) ? assignment.slice(prefix.length) : assignment;
}

/** One limit that would have to give, and to what; or why that alone is not enough. */
export interface TakenLimit {
  readonly corner: string;
  readonly set: string;
}

/** The limits of which one alone is enough, each with where it would have to be. */
export function takenLimits(
  result: {
    readonly agent: string;
    readonly relaxations: readonly Pick<AgentResult['relaxations'][number], 'corner' | 'set'>[];
  },
  alone: boolean,
): TakenLimit[] {
  return result.relaxations.flatMap(({ corner, set }) =>
    set === null
      ? []
      : [
          {
            corner: CORNER_WORDS[corner],
            set: set.map((each) => shortSet(each, result, alone)).join(' '),
          },
        ],
  );
}

/** What the closest architecture would take of several limits; empty where it is one that is listed already. */
export function takenTogether({ nearMisses }: AgentResult): readonly string[] {
  const [closest] = nearMisses;
  return closest?.set && closest.set.length > 1 ? closest.set : [];
}

/** Reasons why no limit alone is enough, each once; for results in which nothing else can be offered. */
export function reasons({ relaxations, nearMisses }: AgentResult): string[] {
  if (nearMisses.length > 0 || relaxations.some(({ set }) => set !== null)) return [];
  return [...new Set(relaxations.flatMap(({ why }) => why ?? []))];
}

/** "Did you mean first token?" in two or three sentences, with the assignments that ask it. */
export interface FirstOutputWords {
  readonly sentences: readonly string[];
  readonly set: readonly string[] | null;
}

/** Null where end to end is not what fails, or nothing could be shown sooner. */
export function firstOutputWords({ ttft }: AgentResult): FirstOutputWords | null {
  if (ttft === null || (ttft.firstToken === null && ttft.progress === null)) return null;
  const answers = [ttft.firstToken, ttft.progress];
  const asked = answers.find((answer) => answer?.holds) ?? null;
  return {
    sentences: [
      `Did you mean first token? ${tokenWords(ttft)}`,
      ...(ttft.blocking === null ? [] : [blockingWords(ttft.blocking)]),
      ...(ttft.progress === null || !comesSooner(ttft.progress, ttft.firstToken)
        ? []
        : [`First sign of work: ${timeWords(ttft.progress, ttft)}.`]),
    ],
    set: asked?.set ?? null,
  };
}

function comesSooner(progress: FirstOutputAnswer, token: FirstOutputAnswer | null): boolean {
  return token === null || progress.ms < 0.99 * token.ms;
}

function tokenWords(ttft: FirstOutput): string {
  if (ttft.firstToken === null)
    return 'No step streams: `streams: true` on the step that answers tells.';
  const time = timeWords(ttft.firstToken, ttft);
  return ttft.supposed === null
    ? `At best ${time}.`
    : `If ${ttft.supposed} streamed (streams: true), at best ${time}.`;
}

function timeWords(answer: FirstOutputAnswer, { asked, exact }: FirstOutput): string {
  const verdict = answer.holds ? 'within' : 'over';
  const among = exact ? '' : ', of those looked at';
  return `${formatDuration(answer.ms)} at ${asked.percentile} (${answer.architecture.id})${among}: ${verdict} ${exactDuration(asked.ms)}`;
}

function blockingWords({ steps, ms, id }: NonNullable<FirstOutput['blocking']>): string {
  const who = steps.join(' and ');
  return `The ${who} holds it back until its verdict: without waiting, it comes ${formatDuration(Math.max(0, ms))} sooner (${id}).`;
}
