import { type Chosen, leavesOf, stepsOf, toolsOf } from './architectures.ts';
import type { Agent, Component, Eval, Passed, System, Written } from './system.ts';

/** How often an architecture answers rightly. */
export interface Answers {
  /** Null when nothing tells. */
  readonly value: number | null;
  readonly basis: 'measured' | 'predicted' | 'unknown';
  readonly tasks: ReadonlyMap<string, number>;
}

/** One thing that is chosen, and the component that it runs. */
interface Part {
  readonly key: string;
  readonly component: Component;
  /** What is chosen of it: a variant, `on`, `off`. */
  readonly value: string;
}

const UNKNOWN: Answers = { value: null, basis: 'unknown', tasks: new Map() };

/**
 * The accuracy of an architecture by the rules: a measured row that speaks for it, else the baseline
 * with the effects of all that differs, added in log odds and task by task; unknown where an effect is.
 */
export function answersOf(system: System, agent: Agent, chosen: Chosen): Answers {
  const judged = evalOf(system, agent);
  if (judged === null) return UNKNOWN;
  const judge = new Judge(system, agent, judged);
  return judge.measured(chosen) ?? judge.predicted(chosen);
}

/** Whether the baseline itself has a row: then effects may be learned, which is not told here. */
export function baselineIsMeasured(system: System, agent: Agent): boolean {
  const judged = evalOf(system, agent);
  if (judged === null) return false;
  return new Judge(system, agent, judged).baselineRows().length > 0;
}

function evalOf({ evals }: System, { want }: Agent): Eval | null {
  const name = want.evalName ?? (evals.size === 1 ? [...evals.keys()][0] : undefined);
  return evals.get(name ?? '') ?? null;
}

const logit = (share: number) => Math.log(share / (1 - share));
const expit = (odds: number) => 1 / (1 + Math.exp(-odds));

class Judge {
  readonly #system: System;
  readonly #agent: Agent;
  readonly #eval: Eval;

  constructor(system: System, agent: Agent, judged: Eval) {
    this.#system = system;
    this.#agent = agent;
    this.#eval = judged;
  }

  /** Rows that speak for an architecture, pooled. */
  measured(chosen: Chosen): Answers | null {
    const rows = this.#eval.rows.filter(({ architecture, passed }) => {
      const complete = [...this.#eval.tasks.keys()].every((task) => passed.has(task));
      return complete && this.#speaksFor(architecture, chosen);
    });
    if (rows.length === 0) return null;
    const tasks = this.#pooled(rows.map(({ passed }) => passed));
    return { value: this.#overall(tasks), basis: 'measured', tasks: this.#named(tasks) };
  }

  predicted(chosen: Chosen): Answers {
    const tasks = new Map<string, number>();
    for (const task of this.#bases().keys()) {
      const value = this.#predictedTask(chosen, this.#bases().get(task) ?? Number.NaN);
      if (value === null) return UNKNOWN;
      tasks.set(task, value);
    }
    return { value: this.#overall(tasks), basis: 'predicted', tasks: this.#named(tasks) };
  }

  /** What the baseline scores per task: its own rows, else what is stated, as one figure. */
  #bases(): Map<string, number> {
    const rows = this.baselineRows();
    return rows.length > 0 ? this.#pooled(rows) : new Map([['', this.#eval.baseline]]);
  }

  baselineRows(): Passed[] {
    const { architecture, rows } = this.#eval;
    return rows
      .filter((row) =>
        Object.entries(row.architecture).every(([name, value]) =>
          this.#isInBaseline(name, value, architecture),
        ),
      )
      .map(({ passed }) => passed);
  }

  #isInBaseline(name: string, value: string | readonly string[], baseline: Written): boolean {
    if (name === 'order' || name === 'tools') return true;
    const own = this.#inBaseline(name, baseline);
    if (value === 'off') return own === 'off';
    return value === 'on' ? own !== 'off' : own === value;
  }

  #pooled(all: readonly Passed[]): Map<string, number> {
    return new Map(
      [...this.#eval.tasks.keys()].map((task) => {
        const counts = all.map((passed) => passed.get(task) ?? { passed: 0, total: 0 });
        const passed = counts.reduce((sum, one) => sum + one.passed, 0);
        const total = counts.reduce((sum, one) => sum + one.total, 0);
        return [task, passed / total];
      }),
    );
  }

  #overall(tasks: ReadonlyMap<string, number>): number {
    if (tasks.has('')) return tasks.get('') ?? Number.NaN;
    let sum = 0;
    let weights = 0;
    for (const [task, weight] of this.#eval.tasks) {
      sum += weight * (tasks.get(task) ?? Number.NaN);
      weights += weight;
    }
    return sum / weights;
  }

  #named(tasks: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
    return new Map([...tasks].filter(([task]) => task !== ''));
  }

  #parts(chosen: Chosen): Part[] {
    const one = (key: string, component: Component): Part => ({
      key,
      component,
      value: String(chosen.written[key] ?? 'on'),
    });
    return [
      ...stepsOf(this.#agent).map(({ step, component }) => one(step, component)),
      ...this.#agent.shortcuts.map(({ use, component }) => one(use, component)),
      ...(toolsOf(this.#agent)?.tools ?? []).map(({ name, component }) =>
        chosen.kept.includes(name) ? one(name, component) : { key: name, component, value: 'off' },
      ),
    ];
  }

  /** What the baseline runs of a component: a variant, or `off`. */
  #inBaseline(name: string, baseline: Written = this.#eval.architecture): string {
    const component = this.#system.components.get(name);
    const first = component?.ways[0]?.name ?? 'on';
    const stated = baseline[name];
    if (stated === 'on') return first;
    if (typeof stated === 'string') return stated;
    const { tools } = baseline;
    if (Array.isArray(tools) && component?.kind === 'tool')
      return tools.includes(name) ? first : 'off';
    return this.#agent.shortcuts.some(({ use }) => use === name) ? 'off' : first;
  }

  #speaksFor(row: Written, chosen: Chosen): boolean {
    const parts = this.#parts(chosen);
    if (typeof row['order'] === 'string' && row['order'] !== chosen.order) return false;
    return !this.#isOfAnotherAgent(row) && parts.every((part) => this.#agrees(row, part));
  }

  /** It was measured with a component that this agent does not have at all. */
  #isOfAnotherAgent(row: Written): boolean {
    const here = new Set([
      ...leavesOf(this.#agent.workflow).flatMap((item) =>
        'step' in item ? [item.component.name] : item.tools.map(({ name }) => name),
      ),
      ...this.#agent.shortcuts.map(({ use }) => use),
    ]);
    const tools = Array.isArray(row['tools']) ? (row['tools'] as string[]) : [];
    const names = [...Object.keys(this.#eval.architecture), ...Object.keys(row), ...tools];
    return names.some((name) => {
      if (name === 'order' || name === 'tools' || here.has(name)) return false;
      const value = row[name] ?? (tools.includes(name) ? 'on' : this.#eval.architecture[name]);
      return value !== 'off' && this.#system.components.get(name)?.points !== 0;
    });
  }

  #agrees(row: Written, { component, value }: Part): boolean {
    const { name, kind } = component;
    const tools = row['tools'];
    const said =
      row[name] ??
      (Array.isArray(tools) && kind === 'tool' ? (tools.includes(name) ? 'on' : 'off') : undefined);
    if (said === 'off') return value === 'off';
    if (said === 'on') return value !== 'off' && this.#isAlike(component, value, true);
    if (said !== undefined) return value === said;
    const baseline = this.#inBaseline(name);
    if (value === 'off' || baseline === 'off') {
      return (value === 'off') === (baseline === 'off') || component.points === 0;
    }
    return this.#isAlike(component, value, false);
  }

  /** A variant that answers as the baseline's does. */
  #isAlike(component: Component, value: string, sameModel: boolean): boolean {
    const baseline = this.#inBaseline(component.name);
    const reference =
      component.ways.find(({ name }) => name === baseline) ?? component.ways[0] ?? null;
    const way = component.ways.find(({ name }) => name === value);
    if (way === undefined || reference === null || way.name === reference.name || way.points === 0)
      return true;
    return (
      sameModel &&
      way.points === null &&
      way.model === reference.model &&
      way.effort === reference.effort
    );
  }

  /** Null when an effect is unknown. */
  #predictedTask(chosen: Chosen, base: number): number | null {
    let odds = logit(base);
    const parts = this.#parts(chosen);
    for (const { component, value } of parts) {
      const sharers = stepsOf(this.#agent).filter((step) => step.component === component).length;
      const effect = this.#effect(component, value, base);
      if (effect === null) return null;
      odds += effect / Math.max(1, sharers);
    }
    for (const [name, value] of Object.entries(this.#eval.architecture)) {
      const component = this.#system.components.get(name);
      if (component === undefined || value === 'off') continue;
      if (parts.some((part) => part.component === component)) continue;
      const effect = this.#effect(component, 'off', base);
      if (effect === null) return null;
      odds += effect;
    }
    return expit(odds);
  }

  /** The shift in log odds of running a component in some way, against the baseline. */
  #effect(component: Component, value: string, base: number): number | null {
    const baseline = this.#inBaseline(component.name);
    const change = (points: number) => logit(base + points) - logit(base);
    let effect = 0;
    if ((value === 'off') !== (baseline === 'off')) {
      if (component.points === null && component.kind !== 'tool') return null;
      const points = component.points ?? 0;
      effect += change(value === 'off' ? -points : points);
    }
    const way = component.ways.find(({ name }) => name === value);
    const reference = component.ways.find(({ name }) => name === baseline) ?? component.ways[0];
    if (way === undefined || reference === undefined || way.name === reference.name) return effect;
    if (way.points !== null) return effect + change(way.points);
    const alike = way.model === reference.model && way.effort === reference.effort;
    return alike || component.kind === 'tool' ? effect : null;
  }
}
