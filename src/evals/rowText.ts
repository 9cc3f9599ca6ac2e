import { plainDecimal } from '../units/plainDecimal.ts';
import { durationToYaml } from '../units/duration.ts';
import { moneyToYaml } from '../units/money.ts';
import type { Tally } from './tally.ts';

/** In which order a table names things. */
export interface RowOrder {
  /** Tasks of the eval; null where it tells none apart, so that all items are one figure. */
  readonly tasks: readonly string[] | null;
  readonly components: readonly string[];
}

/**
 * A measured architecture as one line of a table.
 *
 * @example `{ architecture: { plan: fast }, passed: 18/20, latency: { mean: 1.2s, p50: 1.1s, p95: 2s } }`
 */
export function rowText(tally: Tally, { tasks, components }: RowOrder): string {
  const choices = Object.entries(tally.architecture).sort(
    ([a], [b]) => placeIn(components, a) - placeIn(components, b) || (a < b ? -1 : 1),
  );
  const parts = [
    `architecture: ${flow(choices.map(([name, value]) => `${key(name)}: ${choice(name, value)}`))}`,
    `passed: ${passedText(tally, tasks)}`,
    ...(tally.latency === null ? [] : [`latency: ${latencyText(tally.latency)}`]),
    ...(tally.cost === null ? [] : [`cost: ${moneyToYaml(Number(tally.cost.toPrecision(4)))}`]),
    ...failures(tally),
  ];
  return flow(parts);
}

/** Place in a list; what is not in it comes last. */
function placeIn(names: readonly string[], name: string): number {
  const at = names.indexOf(name);
  return at === -1 ? names.length : at;
}

/** Counts by task, or of all items. */
function passedText({ passed }: Tally, tasks: RowOrder['tasks']): string {
  const ratios = [...passed]
    .map(([task, counts]) => [task, ratioText(counts)] as const)
    .sort(([a], [b]) => placeIn(tasks ?? [], a) - placeIn(tasks ?? [], b));
  if (tasks !== null) return flow(ratios.map(([task, text]) => `${key(task)}: ${text}`));
  const all = [...passed.values()].reduce((sum, { passed: right, total }) => ({
    passed: sum.passed + right,
    total: sum.total + total,
  }));
  return ratioText(all);
}

function ratioText({ passed, total }: { readonly passed: number; readonly total: number }): string {
  return `${plainDecimal(Number(passed.toFixed(4)))}/${total}`;
}

function latencyText({ mean, p50, p95 }: NonNullable<Tally['latency']>): string {
  const time = (ms: number): string => {
    const shown = Number(ms.toPrecision(4));
    // Seconds from one second on, so that rows compare at a glance.
    return shown < 1000 ? durationToYaml(shown) : `${plainDecimal(shown, -3)}s`;
  };
  return `{ mean: ${time(mean)}, p50: ${time(p50)}, p95: ${time(p95)} }`;
}

function failures({ failures: byTask }: Tally): string[] {
  const count = [...byTask.values()].reduce((sum, each) => sum + each, 0);
  return count === 0 ? [] : [`infra_failures: ${count}`];
}

function choice(name: string, value: string): string {
  if (name !== 'tools' || value === 'all') return key(value);
  return `[${value.split(' ').filter(Boolean).map(key).join(', ')}]`;
}

/** A name as YAML: quoted where it would be read as something else. */
export function key(name: string): string {
  const isPlain = /^[A-Za-z][\w./@-]*(?: [\w./@-]+)*$/u.test(name);
  return isPlain && !/^(?:true|false|null|yes|no)$/iu.test(name) ? name : JSON.stringify(name);
}

/** A flow map of `key: value` texts. */
export function flow(entries: readonly string[]): string {
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}
