import { performance } from 'node:perf_hooks';
import { logOdds } from '../src/accuracy/logOdds.ts';
import { chooseLattice } from '../src/latency/horizon.ts';
import { quantile } from '../src/latency/quantile.ts';
import { accuracyOf } from '../src/solver/accuracy.ts';
import type { Choices } from '../src/solver/choices.ts';
import { costOf } from '../src/solver/cost.ts';
import { architectureAt, enumerate, spaceSize, wantedToolSets } from '../src/solver/enumerate.ts';
import { LatencyComposer } from '../src/solver/latencyComposer.ts';
import type { Option, Problem } from '../src/solver/problem.ts';
import { pool } from '../src/solver/search/pool.ts';
import { mulberry32 } from '../test/support/mulberry32.ts';
import {
  accuracyModel,
  base,
  fee,
  option,
  problem,
  range,
  step,
} from '../test/support/problems.ts';

/**
 * The frontier at the wanted tools, by number of architectures and by how options relate:
 * `trade` (slower is dearer and more accurate, with noise), `random` (all three independent), `hard`
 * (no option beats another one of its step). One thread, warm; against trying everything where that
 * ends, and against random architectures, none of which may beat the frontier.
 */

const P = 0.95;
const QUESTIONS = [{ corner: 'latency' as const, p: P }];
const CELLS = 256;
const TRIED = 100_000;
/** Of each of the four largest spaces: 40,000 in all. */
const SAMPLES = 10_000;

type Kind = 'trade' | 'random' | 'hard';

function optionAt(
  kind: Kind,
  index: number,
  count: number,
  steps: number,
  random: () => number,
): Option {
  const place = kind === 'random' ? random() : index / (count - 1);
  const noise = () => (kind === 'trade' ? 0.3 * (random() - 0.5) : 0);
  const share = (own: number) =>
    Math.min(1, Math.max(0, kind === 'random' ? random() : own + noise()));
  const slow = 100 + 900 * share(place);
  const spread = kind === 'hard' && index % 2 === 1 ? 3 : 1.5;
  const cost = 0.001 + 0.01 * share(kind === 'hard' ? 1 - place : place);
  const quality = share(kind === 'hard' ? ((index * 7) % count) / count : place);
  return option(`v${index}`, range(slow / spread, slow * spread), {
    call: fee(cost),
    effect: [{ mid: (4 / steps) * quality, sd: 0.1 }],
  });
}

function agent(kind: Kind, steps: number, options: number, seed: number): Problem {
  const random = mulberry32(seed);
  const list = Array.from({ length: steps }, (_, index) => {
    const ways = Array.from({ length: options }, (__, way) =>
      optionAt(kind, way, options, steps, random),
    );
    return step(`s${index}`, ways);
  });
  return problem(list, {
    agent: `${kind} ${steps}x${options}`,
    accuracy: accuracyModel({ bases: [base(0.3, null)] }),
  });
}

interface Figures {
  readonly time: number;
  readonly cost: number;
  readonly score: number;
}

function figuresOf(space: Problem, composer: LatencyComposer, choices: Choices): Figures {
  return {
    time: quantile(composer.endToEnd(choices), P),
    cost: costOf(space, choices).perRequest ?? 0,
    score: logOdds(accuracyOf(space, choices).value ?? 0.5),
  };
}

/** No worse anywhere, and better somewhere by more than the rounding of a percentile. */
function beats(a: Figures, b: Figures): boolean {
  const tie = 1e-9;
  const worse =
    a.time > b.time * (1 + tie) || a.cost > b.cost * (1 + tie) || a.score < b.score - tie;
  const least = 1e-6;
  return (
    !worse &&
    (a.time < b.time * (1 - least) || a.cost < b.cost * (1 - least) || a.score > b.score + least)
  );
}

/** Random architectures, and ones next to the frontier: how many beat all of it. */
function beatenBySamples(
  space: Problem,
  composer: LatencyComposer,
  front: readonly Figures[],
  found: readonly Choices[],
): number {
  const random = mulberry32(99);
  let beaten = 0;
  const total = spaceSize(space).architectures;
  const samples = total < 1e8 ? SAMPLES / 10 : SAMPLES;
  for (let drawn = 0; drawn < samples; drawn++) {
    const near = found[Math.floor(random() * found.length)];
    const choices =
      drawn % 2 === 0 || near === undefined
        ? architectureAt(space, random)
        : neighbour(space, near, random);
    const figures = figuresOf(space, new LatencyComposer(space, composer.lattice), choices);
    if (front.some((other) => beats(figures, other))) beaten += 1;
  }
  return beaten;
}

function neighbour(space: Problem, choices: Choices, random: () => number): Choices {
  const step = space.steps[Math.floor(random() * space.steps.length)];
  const option = step?.options[Math.floor(random() * (step.options.length ?? 1))];
  if (!step || !option) return choices;
  return { ...choices, values: new Map(choices.values).set(step.name, option.value) };
}

const CASES: readonly (readonly [Kind, number, number])[] = [
  ['trade', 5, 4],
  ['random', 5, 4],
  ['hard', 5, 4],
  ['trade', 10, 4],
  ['random', 6, 10],
  ['hard', 6, 10],
  ['trade', 15, 4],
  ['random', 9, 10],
  ['trade', 20, 4],
  ['random', 12, 10],
];

console.log('kind    combinations  frontier       ms  tried ms  beaten by samples');
for (const [kind, steps, options] of CASES) {
  const space = agent(kind, steps, options, 1);
  const total = spaceSize(space).architectures;
  const composer = () => new LatencyComposer(space, chooseLattice(steps * 1500, CELLS));
  pool(space, new Map([['latency', composer()]]), QUESTIONS);
  const started = performance.now();
  const own = composer();
  const found = pool(space, new Map([['latency', own]]), QUESTIONS)?.choices ?? [];
  const ms = performance.now() - started;
  const front = found.map((choices) => figuresOf(space, composer(), choices));
  const beaten = beatenBySamples(space, own, front, found);
  let tried = '–';
  if (total <= TRIED) {
    const begun = performance.now();
    for (const choices of enumerate(space, wantedToolSets(null, space.limits.tools)))
      figuresOf(space, own, choices);
    tried = (performance.now() - begun).toFixed(0);
  }
  console.log(
    `${kind.padEnd(7)} ${total.toExponential(1).padStart(12)}  ${String(found.length).padStart(8)} ${ms.toFixed(0).padStart(8)}  ${tried.padStart(8)}  ${beaten}`,
  );
}
