import { stringify } from 'yaml';
import { type Dice, diceOf } from './dice.ts';

/** A spec and its table as texts, that the program and the rules can both read. */
export interface Texts {
  readonly spec: string;
  readonly table: string;
}

type Raw = Record<string, unknown>;

/**
 * Random agents as people write them: every form of workflow item, shortcut, call count, price and
 * effect turns up. Durations are multiples of 10 ms without spread, and mixtures of such, so that every
 * request can be followed; sizes stay such that few thousand courses are left to follow.
 */
export function randomTexts(seed: number): Texts {
  const dice = diceOf(seed);
  const table = new RandomTable(dice);
  const spec = {
    version: 1,
    table: 'table.yaml',
    agents: { desk: agentOf(dice, table) },
  };
  return {
    spec: stringify(spec, { aliasDuplicateObjects: false }),
    table: stringify(table.written(), { aliasDuplicateObjects: false }),
  };
}

const PRICES = {
  large: { input: '$3', cached: '$0.30', output: '$15', above: { '4k': { input: '$6' } } },
  small: { input: '$1', output: '$5' },
};

class RandomTable {
  readonly #dice: Dice;
  readonly components: Record<string, Raw> = {};
  readonly tools: string[] = [];
  readonly steps: string[] = [];
  readonly shortcuts: string[] = [];
  /** Whether the eval tells tasks apart. */
  tellsTasks = false;
  #eval: Raw | null = null;
  /** Of latencies and calls with several outcomes, how many more there may be. */
  spreads = 4;

  constructor(dice: Dice) {
    this.#dice = dice;
    for (const name of ['plan', 'draft', 'answer'].slice(0, 1 + dice.below(3))) {
      this.components[name] = this.#model();
      this.steps.push(name);
    }
    if (dice.chance(0.4)) {
      this.components['compact'] = { ...this.#plain('compaction'), saves: { input_tokens: 900 } };
      this.steps.unshift('compact');
    }
    if (dice.chance(0.5)) {
      this.components['critic'] = this.#plain('verifier');
      this.steps.push('critic');
    }
    for (const name of ['crm', 'web', 'calendar'].slice(0, dice.below(4))) {
      this.components[name] = this.#tool();
      this.tools.push(name);
    }
    for (const name of ['memory', 'cache'].slice(0, dice.below(3))) {
      this.components[name] = { ...this.#plain('memory'), ...this.#monthly() };
      this.shortcuts.push(name);
    }
    this.tellsTasks = dice.chance(0.5);
    if (dice.chance(0.9)) this.#eval = this.#evaluation();
  }

  written(): Raw {
    const dice = this.#dice;
    const tools = this.tools;
    const sets = [
      ['40%', dice.some(tools, 0.5)],
      ['35%', tools],
      ['25%', []],
    ];
    return {
      version: 1,
      name: 'random',
      prices: PRICES,
      ...(tools.length > 0 && dice.chance(0.5) ? { tool_sets: sets } : {}),
      components: this.components,
      ...(this.#eval ? { evals: { standard: this.#eval } } : {}),
    };
  }

  #ms(): string {
    return `${100 + 10 * this.#dice.below(150)}ms`;
  }

  latency(): unknown {
    if (this.spreads <= 0 || !this.#dice.chance(0.35)) return this.#ms();
    this.spreads -= 1;
    return {
      mix: [
        ['80%', this.#ms()],
        ['20%', this.#ms()],
      ],
    };
  }

  calls(): Raw {
    if (this.#dice.chance(0.75)) return {};
    if (this.#dice.chance(0.5) || this.spreads <= 0) return { calls: this.#dice.below(3) };
    this.spreads -= 1;
    return { calls: { 0: '10%', 1: '60%', 3: '30%' } };
  }

  /** A share of requests below all of them, while there may be more outcomes. */
  share(): string | null {
    if (this.spreads <= 0 || !this.#dice.chance(0.4)) return null;
    this.spreads -= 1;
    return this.#dice.oneOf(['20%', '50%', '75%']);
  }

  #points(): Raw {
    const stated = ['0pt', '+1pt', '-2pt', '-6..-2pt', '+0.5..+1.5pt'];
    return this.#dice.chance(0.85) ? { accuracy: this.#dice.oneOf(stated) } : {};
  }

  #monthly(): Raw {
    return this.#dice.chance(0.4)
      ? { fixed_cost: this.#dice.oneOf(['$90/month', '$15/month']) }
      : {};
  }

  #tokens(): Raw {
    const input = 500 + 500 * this.#dice.below(10);
    return {
      tokens: {
        input,
        prefix: this.#dice.oneOf([0, 400, 1000]),
        ...(this.#dice.chance(0.3) ? { cached: this.#dice.oneOf([200, 400]) } : {}),
        output: 100 * this.#dice.below(5),
      },
    };
  }

  #model(): Raw {
    const dice = this.#dice;
    const base = { kind: 'llm', ...this.#tokens(), ...this.calls() };
    const models = dice.chance(0.5)
      ? [{ model: 'large' }, { model: 'small' }]
      : [
          { model: 'large', effort: 'high' },
          { model: 'large', effort: 'low' },
        ];
    if (dice.chance(0.3)) return { ...base, ...models[0], ...this.#times(), ...this.#points() };
    const variants = Object.fromEntries(
      ['slow', 'fast'].map((name, index) => [
        name,
        { ...models[index], ...this.#times(), ...(index === 0 ? {} : this.#points()) },
      ]),
    );
    return { ...base, variants };
  }

  /** A first token comes before the end. */
  #times(): Raw {
    const latency = this.latency();
    const ttft = this.#dice.oneOf(['10ms', '50ms', '100ms']);
    return { latency, ...(this.#dice.chance(0.5) ? { ttft } : {}) };
  }

  #plain(kind: string): Raw {
    return {
      kind,
      latency: this.latency(),
      ...(this.#dice.chance(0.5) ? { cost: '$0.0004' } : {}),
      ...this.#points(),
    };
  }

  #tool(): Raw {
    const used = this.share();
    const variants = this.#dice.chance(0.2)
      ? { variants: { live: { latency: this.#ms() }, stored: { latency: this.#ms() } } }
      : { latency: this.latency() };
    return {
      kind: 'tool',
      ...variants,
      ...(used ? { used_by: used } : {}),
      ...this.calls(),
      ...(this.#dice.chance(0.5) ? { cost: '$0.0002' } : {}),
      ...(this.#dice.chance(0.6) ? { accuracy: '-1.5pt' } : {}),
    };
  }

  #evaluation(): Raw {
    const dice = this.#dice;
    const byTask = this.tellsTasks;
    const named = (values: readonly string[]) => (name: string) => [name, dice.oneOf(values)];
    const models = this.steps.filter((name) => this.components[name]?.['variants']);
    const baseline = Object.fromEntries(models.map(named(['slow', 'fast', 'on'])));
    const passed = () => `${150 + dice.below(45)}/200`;
    const row = () => ({
      architecture: {
        ...Object.fromEntries(models.map(named(['slow', 'fast']))),
        ...Object.fromEntries(
          dice.some([...this.shortcuts, ...this.tools], 0.5).map(named(['on', 'off'])),
        ),
        ...(dice.chance(0.2) ? { order: dice.oneOf(['series', 'parallel']) } : {}),
      },
      passed: byTask ? { easy: passed(), hard: passed() } : passed(),
    });
    return {
      baseline: { accuracy: '90%', architecture: baseline },
      ...(byTask ? { tasks: { easy: '70%', hard: '30%' } } : {}),
      rows: Array.from({ length: dice.below(4) }, row),
    };
  }
}

function agentOf(dice: Dice, table: RandomTable): Raw {
  const workflow = workflowOf(dice, table);
  const names = namesIn(workflow);
  const traffic = dice.chance(0.5)
    ? { requests: '20k/month', in_12_months: '60k/month' }
    : { conversations: '1500/month', turns: 3 };
  return {
    want: wantOf(dice, table, names),
    workflow,
    ...shortcutsOf(dice, table, names),
    ...(dice.chance(0.8) ? { traffic: { ...traffic, peak: '3x', active_hours: 10 } } : {}),
    ...(dice.chance(0.3) ? { wrong_answer: '$4', escalate: { share: '10%', cost: '$4' } } : {}),
  };
}

function workflowOf(dice: Dice, table: RandomTable): Raw[] {
  const items: Raw[] = [];
  for (const step of table.steps) items.push(stepOf(dice, table, step, items));
  if (table.tools.length > 0) {
    const uses = table.tools.map((use) => {
      const chance = dice.chance(0.2) ? { chance: '50%' } : {};
      return dice.chance(0.3) ? { use, ...chance } : use;
    });
    const order = dice.oneOf([undefined, 'series', 'parallel', 'any']);
    const tools = { tools: uses, ...(order ? { order } : {}) };
    items.splice(dice.below(items.length + 1), 0, tools);
  }
  return dice.chance(0.5) ? nested(dice, items) : items;
}

function stepOf(dice: Dice, table: RandomTable, step: string, before: readonly Raw[]): Raw {
  const earlier = before.map((item) => String(item['step']));
  const mayReject = (step === 'critic' && dice.chance(0.7)) || dice.chance(0.1);
  // All that is redone is drawn once more: a loop takes up what may still spread.
  const rejects = mayReject && earlier.length > 0 && table.spreads > 0;
  if (rejects) table.spreads = 0;
  const chance = table.share();
  const only = table.components[step]?.['variants'] && dice.chance(0.15);
  const again = step === 'draft' && dice.chance(0.3);
  return {
    ...(again ? { step: 'revise', component: 'plan' } : { step }),
    ...(only && !again ? { variants: [dice.oneOf(['slow', 'fast'])] } : {}),
    ...(step === 'critic' || step === 'compact' || dice.chance(0.15) ? { optional: true } : {}),
    ...(chance ? { chance } : {}),
    ...(rejects ? { on_reject: rejectOf(dice, earlier) } : {}),
    ...(step === 'answer' || dice.chance(0.1) ? { streams: true } : {}),
    ...(step === 'plan' && dice.chance(0.5) ? { shows_progress: true } : {}),
  };
}

function rejectOf(dice: Dice, earlier: readonly string[]): Raw {
  const times = dice.oneOf([undefined, 1, 2]);
  return { redo: dice.oneOf(earlier), chance: '20%', ...(times ? { times } : {}) };
}

/** Puts some neighbours side by side or into a sequence, where no loop is torn apart. */
function nested(dice: Dice, items: readonly Raw[]): Raw[] {
  if (items.length < 2) return [...items];
  const at = dice.below(items.length - 1);
  const end = Math.min(items.length, at + 2 + dice.below(2));
  const inside = items.slice(at, end);
  const [first, ...rest] = inside as [Raw, ...Raw[]];
  const block = dice.oneOf<Raw>([
    { parallel: inside },
    { sequence: inside },
    { parallel: [first, { sequence: rest }] },
  ]);
  const isTorn = items.some((item, index) => {
    const redo = (item['on_reject'] as Raw | undefined)?.['redo'];
    if (redo === undefined) return false;
    const from = items.findIndex((other) => other['step'] === redo);
    const isInside = (place: number) => place >= at && place < end;
    return isInside(index) !== isInside(from) || (isInside(index) && !block['sequence']);
  });
  return isTorn ? [...items] : [...items.slice(0, at), block, ...items.slice(end)];
}

function namesIn(items: readonly Raw[]): string[] {
  return items.flatMap((item) => {
    const inside = (item['parallel'] ?? item['sequence']) as Raw[] | undefined;
    if (inside) return namesIn(inside);
    return [item['tools'] ? 'tools' : String(item['step'])];
  });
}

function shortcutsOf(dice: Dice, table: RandomTable, names: readonly string[]): Raw {
  const shortcuts = table.shortcuts.map((use) => {
    const from = dice.below(names.length);
    return {
      use,
      skips: names.slice(from, from + 1 + dice.below(2)),
      hit: dice.oneOf(['25%', '40%']),
      ...(dice.chance(0.7) ? { optional: true } : {}),
    };
  });
  return shortcuts.length > 0 ? { shortcuts } : {};
}

function wantOf(dice: Dice, table: RandomTable, names: readonly string[]): Raw {
  const ms = () => `${200 + 100 * dice.below(40)}ms`;
  const tools = dice.oneOf<unknown>(['all', { at_least: 1 }, table.tools.slice(0, 1), undefined]);
  const hasTools = table.tools.length > 0 && tools !== undefined;
  const one = { [dice.oneOf(['p95', 'p50', 'p90', 'p99'])]: ms() };
  return {
    latency: dice.chance(0.3) ? { p95: ms(), p50: ms() } : one,
    ...(names.includes('answer') && dice.chance(0.3) ? { ttft: { p95: ms() } } : {}),
    ...(names.includes('answer') && dice.chance(0.2) ? { progress: { p50: ms() } } : {}),
    ...(dice.chance(0.6) ? { accuracy: floorsOf(dice, table) } : {}),
    ...(hasTools ? { tools } : {}),
    ...(dice.chance(0.6) ? { cost: costOf(dice) } : {}),
  };
}

function floorsOf(dice: Dice, table: RandomTable): Raw {
  const floor = () => `${80 + dice.below(15)}%`;
  const byTask = table.tellsTasks && dice.chance(0.5);
  return { at_least: floor(), ...(byTask ? { tasks: { hard: floor() } } : {}) };
}

/** A monthly limit needs traffic, which most random agents state. */
function costOf(dice: Dice): Raw {
  const tenths = (cents: number) => `$${((1 + dice.below(12)) * cents).toFixed(4)}`;
  return dice.oneOf([{ per_request: tenths(0.002) }, { per_conversation: tenths(0.004) }]);
}
