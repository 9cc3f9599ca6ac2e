import { type Chosen, leavesOf, stepsOf, toolsOf, variantOf } from './architectures.ts';
import { type Learned, learnedFrom, noiseOf, type Odds, type Shared } from './learned.ts';
import type { Runs, Told } from './learnedChoices.ts';
import { apart, type Ends, together, type WeightedEnds, wilsonEnds, Z } from './shareIntervals.ts';
import { changesOf, isNothing, shiftFrom } from './statedChanges.ts';
import type { Agent, Component, Counts, Eval, Passed, System, Written } from './system.ts';

/** How often an architecture answers rightly. */
export interface Answers {
  /** Null when nothing tells. */
  readonly value: number | null;
  /** Central 90%; null where nothing says how wide. */
  readonly interval: Ends | null;
  readonly basis: 'measured' | 'predicted' | 'unknown';
  readonly tasks: ReadonlyMap<string, Share>;
}

/** A share and its central 90%; null where nothing says how wide. */
interface Share {
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** One thing that is chosen, and the component that it runs. */
interface Part {
  readonly key: string;
  readonly component: Component;
  /** What is chosen of it: a variant, `on`, `off`. */
  readonly value: string;
}

const UNKNOWN: Answers = { value: null, interval: null, basis: 'unknown', tasks: new Map() };

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

function evalOf({ evals }: System, { want }: Agent): Eval | null {
  const name = want.evalName ?? (evals.size === 1 ? [...evals.keys()][0] : undefined);
  return evals.get(name ?? '') ?? null;
}

interface Base {
  /** 0..1. */
  readonly share: number;
  /** Null where it is only stated. */
  readonly counts: Counts | null;
}

/** Fitted once for all architectures of an agent. */
const LEARNED = new WeakMap<Agent, Learned | null>();

/** Predictions are this much less sure than their model. */
const WIDER = 1.25;

function answered(
  basis: 'measured' | 'predicted',
  tasks: readonly (WeightedEnds & { readonly name: string })[],
  interval: Ends | null,
): Answers {
  const value = tasks.reduce((sum, task) => sum + task.weight * task.value, 0);
  const named = tasks.filter(({ name }) => name !== '');
  const shareOf = ({ value: own, low, high }: WeightedEnds): Share =>
    interval === null ? { value: own, low: null, high: null } : { value: own, low, high };
  return {
    value,
    interval,
    basis,
    tasks: new Map(named.map((task) => [task.name, shareOf(task)])),
  };
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
    const rows = this.#complete().filter(({ architecture }) =>
      this.#speaksFor(architecture, chosen),
    );
    if (rows.length === 0) return null;
    const counts = this.#pooled(rows.map(({ passed }) => passed));
    const tasks = [...counts].map(([name, { passed, total }]) => ({
      name,
      weight: this.#weight(name),
      value: passed / total,
      ...wilsonEnds(passed, total),
    }));
    return answered('measured', tasks, apart(tasks));
  }

  predicted(chosen: Chosen): Answers {
    const learned = this.#learned();
    const parts = this.#shares(chosen);
    const bases = [...this.#bases()];
    const tasks = bases.flatMap(([name, base]) => {
      const { mean, sd } =
        learned?.odds(name, this.#runs(chosen), parts) ?? this.#stated(parts, base);
      if (mean === null) return [];
      const [low, high] = [expit(mean - WIDER * Z * sd), expit(mean + WIDER * Z * sd)];
      return [{ name, weight: this.#weight(name), value: expit(mean), low, high }];
    });
    if (tasks.length < bases.length) return UNKNOWN;
    const isTold = tasks.every(({ low }) => !Number.isNaN(low));
    return answered('predicted', tasks, isTold ? together(tasks) : null);
  }

  /** Effects as the table states them; how sure that is also hangs on what the baseline was measured on. */
  #stated(parts: readonly Shared[], { share, counts }: Base): Odds {
    let mean = logit(share);
    let variance = counts === null ? Number.NaN : noiseOf(counts);
    for (const { component, value, part } of parts) {
      const changes = changesOf(component, value, this.#inBaseline(component.name));
      if (changes === null) return { mean: null, sd: Number.NaN };
      const shift = shiftFrom(share, changes);
      mean += part * shift.mid;
      variance += (part * shift.sd) ** 2;
    }
    return { mean, sd: Math.sqrt(variance) };
  }

  /** What rows say of effects; null where stated ones stand, and where the baseline was not measured. */
  #learned(): Learned | null {
    const known = LEARNED.get(this.#agent);
    if (known !== undefined) return known;
    const learned = this.#baselineRows().length === 0 ? null : learnedFrom(this.#told());
    LEARNED.set(this.#agent, learned);
    return learned;
  }

  #told(): Told {
    const bases = new Map([...this.#bases()].map(([task, { share }]) => [task, share]));
    const baseline = ({ name }: Component) => this.#inBaseline(name);
    return {
      components: [...this.#system.components.values()],
      bases,
      baseline,
      rows: this.#eval.rows.map(({ architecture, passed }) => ({
        passed,
        runs: (component) => this.#inRow(architecture, component),
      })),
      stated: (component, value, task) => {
        const changes = changesOf(component, value, baseline(component));
        return changes && shiftFrom(bases.get(task) ?? Number.NaN, changes);
      },
      asserts: (component, value) => {
        const variant = component.ways.find(({ name }) => name === value)?.points ?? null;
        if (value === 'off') return component.points !== null;
        if (baseline(component) !== 'off') return variant !== null;
        return component.points !== null && (variant !== null || value === component.ways[0]?.name);
      },
    };
  }

  /** What a row runs of a component; as in the baseline where it does not name it. */
  #inRow(row: Written, { name, kind, ways }: Component): string {
    const { tools } = row;
    const listed = Array.isArray(tools) && kind === 'tool';
    const said = row[name] ?? (listed ? (tools.includes(name) ? 'on' : 'off') : undefined);
    const baseline = this.#inBaseline(name);
    if (typeof said !== 'string') return baseline;
    if (said !== 'on') return said;
    return baseline === 'off' ? (ways[0]?.name ?? 'on') : baseline;
  }

  /** What an architecture runs of a component: the first of the steps that use it tells. */
  #runs(chosen: Chosen): Runs {
    const parts = this.#parts(chosen);
    return (component) => parts.find((part) => part.component === component)?.value ?? 'off';
  }

  /** What the baseline scores per task: its own rows, else what is stated, as one figure. */
  #bases(): Map<string, Base> {
    const rows = this.#baselineRows();
    if (rows.length === 0) return new Map([['', { share: this.#eval.baseline, counts: null }]]);
    return new Map(
      [...this.#pooled(rows)].map(([task, counts]) => [
        task,
        { share: counts.passed / counts.total, counts },
      ]),
    );
  }

  #baselineRows(): Passed[] {
    const { architecture } = this.#eval;
    return this.#complete()
      .filter((row) =>
        Object.entries(row.architecture).every(([name, value]) =>
          this.#isInBaseline(name, value, architecture),
        ),
      )
      .map(({ passed }) => passed);
  }

  /** Rows with an overall figure: those that ran every task. */
  #complete(): Eval['rows'] {
    const tasks = [...this.#eval.tasks.keys()];
    return this.#eval.rows.filter(({ passed }) => tasks.every((task) => passed.has(task)));
  }

  #isInBaseline(name: string, value: string | readonly string[], baseline: Written): boolean {
    if (name === 'order' || name === 'tools') return true;
    const own = this.#inBaseline(name, baseline);
    if (value === 'off') return own === 'off';
    return value === 'on' ? own !== 'off' : own === value;
  }

  #pooled(all: readonly Passed[]): Map<string, Counts> {
    return new Map(
      [...this.#eval.tasks.keys()].map((task) => {
        const counts = all.map((passed) => passed.get(task) ?? { passed: 0, total: 0 });
        const passed = counts.reduce((sum, one) => sum + one.passed, 0);
        const total = counts.reduce((sum, one) => sum + one.total, 0);
        return [task, { passed, total }];
      }),
    );
  }

  /** A task's part of the traffic; all of it where there is one figure. */
  #weight(task: string): number {
    const weights = [...this.#eval.tasks.values()].reduce((sum, weight) => sum + weight, 0);
    return task === '' ? 1 : (this.#eval.tasks.get(task) ?? Number.NaN) / weights;
  }

  #parts(chosen: Chosen): Part[] {
    const one = (key: string, component: Component): Part => ({
      key,
      component,
      value: variantOf(String(chosen.written[key] ?? 'on')),
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
    return this.#isShortcut(name) ? 'off' : first;
  }

  /** Of what an agent does not run as a step, memories and what any agent uses as a shortcut. */
  #isShortcut(name: string): boolean {
    if (stepsOf(this.#agent).some(({ component }) => component.name === name)) return false;
    const used = [...this.#system.agents.values()].flatMap(({ shortcuts }) => shortcuts);
    const isMemory = this.#system.components.get(name)?.kind === 'memory';
    return isMemory || used.some(({ use }) => use === name);
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
      return value !== 'off' && !isNothing(this.#system.components.get(name)?.points ?? null);
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
      return (value === 'off') === (baseline === 'off') || isNothing(component.points);
    }
    return this.#isAlike(component, value, false);
  }

  /** A variant that answers as the baseline's does. */
  #isAlike(component: Component, value: string, sameModel: boolean): boolean {
    const baseline = this.#inBaseline(component.name);
    const reference =
      component.ways.find(({ name }) => name === baseline) ?? component.ways[0] ?? null;
    const way = component.ways.find(({ name }) => name === value);
    if (
      way === undefined ||
      reference === null ||
      way.name === reference.name ||
      isNothing(way.points)
    )
      return true;
    return (
      sameModel &&
      way.points === null &&
      way.model === reference.model &&
      way.effort === reference.effort
    );
  }

  /** What is chosen, and what the baseline has and this agent lacks. */
  #shares(chosen: Chosen): Shared[] {
    const parts = this.#parts(chosen);
    const used = new Set(parts.map(({ component }) => component));
    const lost = Object.entries(this.#eval.architecture).flatMap(([name, value]) => {
      const component = this.#system.components.get(name);
      return component === undefined || value === 'off' || used.has(component) ? [] : [component];
    });
    const sharers = (component: Component) =>
      stepsOf(this.#agent).filter((step) => step.component === component).length;
    return [
      ...parts.map(({ component, value }) => ({
        component,
        value,
        part: 1 / Math.max(1, sharers(component)),
      })),
      ...lost.map((component) => ({ component, value: 'off', part: 1 })),
    ];
  }
}
