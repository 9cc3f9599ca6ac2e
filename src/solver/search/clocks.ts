import { stepsIn } from '../stepsIn.ts';
import type { LatencyComposer } from '../latencyComposer.ts';
import type { TimeCorner } from '../latency.ts';
import type { Problem } from '../problem.ts';
import type { TimeQuestion } from '../timeQuestion.ts';
import type { Label } from './label.ts';
import type { SignRule } from './sign.ts';
import type { Asked } from './times.ts';

/** A composer for every time that is asked about, each on the lattice that suits it. */
export type Clocks = ReadonlyMap<TimeCorner, LatencyComposer>;

/** How the questions about time are answered where a label holds. */
export interface Clockwork {
  /** For the end to end time; where nobody asks about it, it is not followed. */
  readonly end: LatencyComposer | null;
  readonly rules: readonly SignRule[];
  /** One for every question, in their order. */
  readonly asked: readonly Asked[];
}

/** Sets up what has to be followed to answer the questions. */
export function clockwork(
  problem: Problem,
  clocks: Clocks,
  questions: readonly TimeQuestion[],
  label: Label,
): Clockwork {
  const corners = [...new Set(questions.map(({ corner }) => corner))];
  const signs = corners.flatMap((corner) => {
    const composer = clocks.get(corner);
    if (corner === 'latency' || composer === undefined) return [];
    const rule = corner === 'ttft' ? answerStarts(problem, label) : worksVisibly(problem, label);
    return rule === null ? [] : [{ corner, rule: { ...rule, composer } }];
  });
  const place = (corner: TimeCorner): Asked['of'] => {
    if (corner === 'latency') return 'end';
    const index = signs.findIndex((sign) => sign.corner === corner);
    return index < 0 ? 'nothing' : index;
  };
  return {
    end: corners.includes('latency') ? (clocks.get('latency') ?? null) : null,
    rules: signs.map(({ rule }) => rule),
    asked: questions.map(({ corner, p }) => ({ of: place(corner), p })),
  };
}

type Rule = Omit<SignRule, 'composer'>;

/** The answer starts with the last step that streams; a later one that can reject holds it back to the end. */
function answerStarts(problem: Problem, label: Label): Rule | null {
  const order = stepsIn(problem.workflow);
  const on = problem.steps.filter(({ name }) => label.get(name) !== 'off');
  const last = order.findLast((name) => on.some((step) => step.name === name && step.streams));
  if (last === undefined) return null;
  const later = new Set(order.slice(order.indexOf(last) + 1));
  const blocked = on.some(({ name, onReject }) => onReject !== null && later.has(name));
  return { shows: ({ name }) => !blocked && name === last, call: 'last' };
}

/** Null where every step that streams or shows progress is off. */
function worksVisibly({ steps }: Problem, label: Label): Rule | null {
  const shows = (step: Problem['steps'][number]) => step.streams || step.showsProgress;
  const any = steps.some((step) => shows(step) && label.get(step.name) !== 'off');
  return any ? { shows, call: 'first' } : null;
}
