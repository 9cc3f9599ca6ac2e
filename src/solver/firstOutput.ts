import type { Law } from '../latency/law.ts';
import type { Choices } from './choices.ts';
import { FirstOutputWalk, type Sign } from './firstOutputWalk.ts';
import { asLaw, followedBy, type Shown } from './firstShown.ts';
import type { LatencyComposer } from './latencyComposer.ts';
import type { Problem, Step } from './problem.ts';
import { stepsIn } from './stepsIn.ts';
import { freshRun } from './workflowRun.ts';

/**
 * Time to the first token of the answer: to the start of the last step that streams, plus its own
 * time to first token (its latency if it states none). Null when nothing streams. A later step that
 * can reject blocks: then the first token comes with the end (docs/rules.md).
 */
export function firstToken(
  problem: Problem,
  composer: LatencyComposer,
  choices: Choices,
): Law | null {
  const order = stepsIn(problem.workflow);
  const isOn = (name: string) => choices.values.get(name) !== 'off';
  const streaming = order.findLast((name) => composer.step(name)?.streams === true && isOn(name));
  if (streaming === undefined) return null;
  const later = order.slice(order.indexOf(streaming) + 1);
  const blocked = later.some(
    (name) => isOn(name) && (composer.step(name)?.onReject ?? null) !== null,
  );
  if (blocked) return composer.endToEnd(choices);
  return firstShown(problem, composer, choices, {
    name: `answer of ${streaming}`,
    shows: (step) => step.name === streaming,
    call: 'last',
  });
}

/** Whether an architecture shows output at all: its answer streams; or it shows any sign of work. */
export function showsOutput(
  problem: Problem,
  choices: Choices,
  corner: 'ttft' | 'progress',
): boolean {
  return problem.steps.some(
    (step) =>
      (step.streams || (corner === 'progress' && step.showsProgress)) &&
      choices.values.get(step.name) !== 'off',
  );
}

/**
 * Time to the first visible sign of work: the earliest first token of a step that streams or shows
 * progress (its end if it states none). Null when no step does.
 */
export function firstProgress(
  problem: Problem,
  composer: LatencyComposer,
  choices: Choices,
): Law | null {
  if (!showsOutput(problem, choices, 'progress')) return null;
  const shows = (step: Step) => step.streams || step.showsProgress;
  return firstShown(problem, composer, choices, { name: 'work', shows, call: 'first' });
}

/** Either side of the composer's cut is walked once for all architectures that agree on it. */
function firstShown(
  problem: Problem,
  composer: LatencyComposer,
  choices: Choices,
  sign: Sign,
): Law {
  const { workflow } = problem;
  const walker = new FirstOutputWalk(composer, choices, sign);
  const side = (from: number, to: number) =>
    known(composer, `${sign.name}:${from}-${to}:${composer.choicesIn(from, to, choices)}`, () =>
      walker.stretch(workflow, from, to, freshRun(choices, true)),
    );
  const before = side(0, composer.cut);
  return asLaw(
    before.pending === 0 ? before : followedBy(before, side(composer.cut, workflow.items.length)),
  );
}

const walked = new WeakMap<LatencyComposer, Map<string, Shown>>();

function known(composer: LatencyComposer, key: string, walk: () => Shown): Shown {
  const kept = walked.get(composer) ?? new Map<string, Shown>();
  walked.set(composer, kept);
  const shown = kept.get(key) ?? walk();
  kept.set(key, shown);
  return shown;
}
