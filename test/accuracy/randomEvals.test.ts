import { stringify } from 'yaml';
import { describe, expect, it } from 'vitest';
import { accuracyOf } from '../../src/solver/accuracy.ts';
import { choicesFrom } from '../../src/solver/choices.ts';
import { answersOf } from '../support/oracle/accuracy.ts';
import { everyArchitecture } from '../support/oracle/architectures.ts';
import { type Dice, diceOf } from '../support/oracle/dice.ts';
import { readSystem } from '../support/oracle/readSystem.ts';
import { problemIn, type Raw } from '../support/solvedTexts.ts';

/**
 * Random evals over every role that a component may have: of which the table states much or nothing, with
 * many rows or few, of this agent and of another one. What the program makes of every architecture is what
 * the rules make of it (test/support/oracle), estimates and intervals.
 */

const SEEDS = Array.from({ length: 40 }, (_, index) => index + 1);

/** Architectures of each that are compared. */
const LOOKED_AT = 16;

function componentsOf(dice: Dice): Record<string, Raw> {
  const points = (share: number): Raw =>
    dice.chance(share)
      ? { accuracy: dice.oneOf(['0pt', '+1.5pt', '-2pt', '-6..-2pt', '+0.5..+1.5pt']) }
      : {};
  const one = (kind: string, share = 0.7): Raw => ({ kind, latency: '1s', ...points(share) });
  const several = (kind: string, share: number, ways: readonly Raw[]): Raw => ({
    ...one(kind, share),
    variants: Object.fromEntries(
      ways.map((way, index) => [
        `way${index}`,
        { latency: '1s', ...way, ...points(index === 0 ? 0.1 : 0.5) },
      ]),
    ),
  });
  return {
    plan: several('llm', 0.3, [{ model: 'large' }, { model: 'large' }, { model: 'small' }]),
    answer: several('llm', 0.3, [{ model: 'large', effort: 'high' }, { model: 'large' }]),
    critic: several('verifier', 0.6, [{ model: 'large' }, { model: 'small' }]),
    memory: one('memory', 0.5),
    faq: one('retrieval'),
    rerank: one('rerank', 0.4),
    crm: one('tool', 0.4),
    web: several('tool', 0.4, [{}, {}]),
  };
}

/** An architecture as a row or a baseline may name it. */
function architectureOf(dice: Dice, components: Record<string, Raw>, share: number): Raw {
  const named = dice.some(Object.keys(components), share).map((name) => {
    const ways = Object.keys((components[name]?.['variants'] ?? {}) as Raw);
    return [name, dice.oneOf(['on', 'off', ...ways, ...ways])];
  });
  const order = dice.chance(0.15) ? { order: dice.oneOf(['series', 'parallel']) } : {};
  return { ...Object.fromEntries(named), ...order };
}

function evalOf(dice: Dice, components: Record<string, Raw>): Raw {
  const byTask = dice.chance(0.5);
  const passed = () => `${140 + dice.below(55)}/200`;
  const counts = () => {
    if (!byTask) return passed();
    return dice.chance(0.1) ? { easy: passed() } : { easy: passed(), hard: passed() };
  };
  const architecture = architectureOf(dice, components, 0.3);
  const rows = Array.from({ length: dice.below(12) }, () => ({
    architecture: architectureOf(dice, components, 0.35),
    passed: counts(),
  }));
  const own = dice.chance(0.8) ? [{ architecture, passed: counts() }] : [];
  return {
    baseline: { accuracy: '85%', architecture },
    ...(byTask ? { tasks: { easy: '70%', hard: '30%' } } : {}),
    rows: [...own, ...rows],
  };
}

const optional = (step: string, component?: string) =>
  component ? { step, component, optional: true } : { step, optional: true };

/** One agent looks at all there is but the FAQ, which is a shortcut of the other one. */
function textsOf(seed: number) {
  const dice = diceOf(seed);
  const components = componentsOf(dice);
  const steps = [
    { step: 'plan' },
    ...(dice.chance(0.3) ? [optional('revise', 'plan')] : []),
    { step: 'answer' },
    optional('critic'),
    ...(dice.chance(0.5) ? [optional('rerank')] : []),
  ];
  const memory = { use: 'memory', skips: ['plan'], hit: '30%', optional: true };
  const faq = { use: 'faq', skips: ['answer'], hit: '30%', optional: true };
  const want = { latency: { p95: '1000s' }, tools: { at_least: 0 } };
  const spec = {
    version: 1,
    table: 'table.yaml',
    agents: {
      desk: {
        want,
        workflow: [...steps, { tools: ['crm', 'web'], order: 'any' }],
        ...(dice.chance(0.6) ? { shortcuts: [memory] } : {}),
      },
      ...(dice.chance(0.5)
        ? { bot: { want: { latency: { p95: '1000s' } }, workflow: steps, shortcuts: [faq] } }
        : {}),
    },
  };
  const price = { input: '$1', output: '$5' };
  const evals = { standard: evalOf(dice, components) };
  const table = {
    version: 1,
    name: 't',
    prices: { large: price, small: price },
    components,
    evals,
  };
  return { spec: stringify(spec), table: stringify(table) };
}

const CASES = SEEDS.flatMap((seed) => {
  const texts = textsOf(seed);
  const problem = problemIn(texts);
  return problem === null ? [] : [{ seed, texts, problem }];
});

it('are rules enough for nearly all of them', () => {
  expect(CASES.length).toBeGreaterThan(0.9 * SEEDS.length);
});

it('make the model take over in many, and leave stated effects alone in many', () => {
  const inUse = CASES.filter(({ problem }) => problem.accuracy?.learned?.inUse === true);
  expect(inUse.length).toBeGreaterThan(0.25 * SEEDS.length);
  expect(CASES.length - inUse.length).toBeGreaterThan(0.1 * SEEDS.length);
});

describe.each(CASES)('random eval $seed', ({ seed, texts, problem }) => {
  it('means the same to the program and to the rules', () => {
    const system = readSystem(texts.spec, texts.table);
    const agent = system.agents.get('desk');
    if (agent === undefined) throw new Error('no agent');
    const all = everyArchitecture(agent, 'all');
    const dice = diceOf(seed);
    for (const chosen of Array.from({ length: LOOKED_AT }, () => dice.oneOf(all))) {
      const own = answersOf(system, agent, chosen);
      const found = accuracyOf(problem, choicesFrom(chosen.written, problem));
      const close = (value: number | null) => (value === null ? null : expect.closeTo(value, 8));
      expect({ chosen: chosen.written, ...found }).toMatchObject({
        chosen: chosen.written,
        basis: own.basis,
        value: close(own.value),
        low: close(own.interval?.low ?? null),
        high: close(own.interval?.high ?? null),
      });
    }
  });
});
