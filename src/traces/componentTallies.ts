import { compareText } from './compareText.ts';
import { ComponentTally, type ComponentState } from './componentTally.ts';
import type { ComponentKind } from './kinds/spanKind.ts';
import type { MeasuredComponent } from './measurement.ts';
import type { Occurrence } from './occurrence.ts';

type Kinds = Map<ComponentKind, ComponentTally>;

/** All components under count, by name and kind. */
export class ComponentTallies {
  readonly #byName = new Map<string, Kinds>();
  /** Made when the first name is asked for: nothing is added from then on. */
  #names: ReadonlyMap<ComponentTally | undefined, string> | null = null;

  addRun(run: Occurrence): void {
    this.#tallyOf(run).addRun(run);
  }

  addRetry(run: Occurrence): void {
    this.#tallyOf(run).addRetry();
  }

  /** Counts which components one request used, how often, and from when on; attempts are no calls. */
  addRequest(startMs: number, runs: readonly Occurrence[]): void {
    const uses = new Map<ComponentTally, { calls: number; firstMs: number; lastEndMs: number }>();
    for (const run of runs) {
      const tally = this.#tallyOf(run);
      const known = uses.get(tally);
      if (known === undefined)
        uses.set(tally, { calls: 1, firstMs: run.startMs, lastEndMs: run.endMs });
      else {
        known.calls += 1;
        known.firstMs = Math.min(known.firstMs, run.startMs);
        if (run.chats.length > 0 && run.startMs >= known.lastEndMs)
          tally.addGap(run.startMs - known.lastEndMs);
        known.lastEndMs = Math.max(known.lastEndMs, run.endMs);
      }
    }
    for (const [tally, { calls, firstMs }] of uses) tally.addRequest(calls, firstMs - startMs);
  }

  /** How much of one request's time each component took, and how much of its work nobody waited for. */
  addPath(runs: readonly Occurrence[], onPathNs: Float64Array): void {
    const touched: ComponentTally[] = [];
    for (let index = 0; index < runs.length; index += 1) {
      const run = runs[index] as Occurrence;
      const onPathMs = (onPathNs[index] ?? 0) / 1e6;
      const slackMs = Math.max(0, run.durationMs - onPathMs);
      const tally = this.#tallyOf(run);
      if (tally.collectPath(onPathMs, slackMs)) touched.push(tally);
      if (slackMs > run.durationMs / 2) tally.collectBeside(longestBeside(run, runs));
    }
    for (const tally of touched) tally.addPath();
  }

  /** Looks for verdicts after which a model ran again before the next verdict. */
  addRedos(runs: readonly Occurrence[]): void {
    if (!runs.some(isVerdict)) return;
    const verdicts = runs.filter(isVerdict);
    for (const next of verdicts) {
      const before = verdicts.findLast(
        (each) => each.component === next.component && each.endMs <= next.startMs && each !== next,
      );
      const again =
        before &&
        runs.find(
          (run) => run.kind === 'llm' && run.startMs >= before.endMs && run.endMs <= next.startMs,
        );
      if (again !== undefined) this.#tallyOf(next).addRedo(again.component);
    }
  }

  state(): ComponentState[] {
    return this.#all().map((tally) => tally.state());
  }

  addState(states: readonly ComponentState[]): void {
    for (const state of states) this.#tallyFor(state.name, state.kind).addState(state);
  }

  /** In the order of first use in a request; names are unique. */
  result(): MeasuredComponent[] {
    const tallies = this.#all().sort(
      (a, b) => a.compareFirstUse(b) || compareText(a.name, b.name) || compareText(a.kind, b.kind),
    );
    return tallies.map((tally) => tally.result(this.nameOf(tally.name, tally.kind)));
  }

  /** Where kinds share a name the model call keeps it, else the tool; the others add their kind. */
  nameOf(name: string, kind: ComponentKind): string {
    this.#names ??= uniqueNames(this.#byName);
    return this.#names.get(this.#byName.get(name)?.get(kind)) ?? name;
  }

  #all(): ComponentTally[] {
    return [...this.#byName.values()].flatMap((kinds) => [...kinds.values()]);
  }

  #tallyOf({ component, kind }: Occurrence): ComponentTally {
    return this.#tallyFor(component, kind);
  }

  #tallyFor(name: string, kind: ComponentKind): ComponentTally {
    const kinds = this.#byName.get(name) ?? new Map<ComponentKind, ComponentTally>();
    const tally = kinds.get(kind) ?? new ComponentTally(name, kind);
    if (kinds.size === 0) this.#byName.set(name, kinds);
    kinds.set(kind, tally);
    return tally;
  }
}

/** `a-tool` may be a name of its own already; then the tool `a` becomes `a-tool-tool`. */
function uniqueNames(byName: ReadonlyMap<string, Kinds>): Map<ComponentTally, string> {
  const taken = new Set(byName.keys());
  const names = new Map<ComponentTally, string>();
  for (const name of [...byName.keys()].sort()) {
    const kinds: Kinds = byName.get(name) ?? new Map();
    const keeper = keeperOf([...kinds.keys()].sort());
    for (const kind of [...kinds.keys()].sort()) {
      let unique = name;
      if (kind !== keeper) while (taken.has(unique)) unique = `${unique}-${kind}`;
      taken.add(unique);
      names.set(kinds.get(kind) as ComponentTally, unique);
    }
  }
  return names;
}

function keeperOf(kinds: readonly ComponentKind[]): ComponentKind | undefined {
  return (['llm', 'tool'] as const).find((each) => kinds.includes(each)) ?? kinds[0];
}

function isVerdict({ kind }: Occurrence): boolean {
  return kind === 'verifier' || kind === 'guardrail';
}

/** The other component that ran beside the run for most of its time; of equal ones the innermost. */
function longestBeside(run: Occurrence, runs: readonly Occurrence[]): string | null {
  let longest = 0;
  let beside: Occurrence | null = null;
  for (const other of runs) {
    if (other.component === run.component) continue;
    const overlap = Math.min(run.endMs, other.endMs) - Math.max(run.startMs, other.startMs);
    if (overlap <= 0 || overlap < longest) continue;
    if (overlap === longest && beside !== null && other.startMs < beside.startMs) continue;
    longest = overlap;
    beside = other;
  }
  return beside?.component ?? null;
}
