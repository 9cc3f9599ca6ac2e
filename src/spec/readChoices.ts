import type { Choices } from '../solver/choices.ts';
import type { Order, Problem } from '../solver/problem.ts';
import type { DiagnosticCode } from '../yaml/codes.ts';
import { suggest } from './findings.ts';
import type { WrittenChoices } from './writtenChoices.ts';
import { isWritten, type WrittenNames } from './writtenNames.ts';

/** What may be chosen: the steps, tools and shortcuts of a workflow. */
export interface Choosable extends Pick<Problem, 'steps' | 'tools' | 'shortcuts'> {
  /** What the spec names: of it, what is not there was reported already. */
  readonly written?: WrittenNames;
}

/** Is told what is wrong with one of the choices; `part` says whether its name or its value is. */
export type ReportChoice = (
  code: DiagnosticCode,
  key: string,
  part: 'key' | 'value',
  message: string,
  help: string | null,
) => void;

/**
 * Reads the choices that a person wrote. What is not named: the first variant, optional steps on,
 * shortcuts off, all tools, in series (docs/rules.md).
 *
 * @returns null when a choice that is named cannot be had; then it was reported
 */
export function readChoices(
  choosable: Choosable,
  written: WrittenChoices,
  report: ReportChoice,
): Choices | null {
  return new ChoicesReader(choosable, written, report).read();
}

/** The order of the tools that counts: fewer than two have none. */
export function orderOf(order: string, tools: number): Order {
  return order === 'parallel' && tools > 1 ? 'parallel' : 'series';
}

class ChoicesReader {
  readonly #choosable: Choosable;
  readonly #written: WrittenChoices;
  readonly #report: ReportChoice;

  constructor(choosable: Choosable, written: WrittenChoices, report: ReportChoice) {
    this.#choosable = choosable;
    this.#written = written;
    this.#report = report;
  }

  read(): Choices | null {
    this.#reportUnknownKeys();
    const values = new Map<string, string>();
    let complete = true;
    const put = (name: string, value: string | null) => {
      if (value === null) complete = false;
      else values.set(name, value);
    };
    for (const step of this.#choosable.steps)
      put(step.name, this.#value(step.name, valuesOf(step.options), step.optional, 'on'));
    for (const { name, optional } of this.#choosable.shortcuts)
      put(name, this.#value(name, ['on'], optional, optional ? 'off' : 'on'));
    const tools = this.#tools();
    for (const tool of this.#choosable.tools?.tools ?? []) {
      if (tool.options.length > 1 && tools.includes(tool.name))
        put(tool.name, this.#value(tool.name, valuesOf(tool.options), false, 'on'));
    }
    const order = this.#order(tools.length);
    return complete ? { values, tools, order } : null;
  }

  #value(
    key: string,
    options: readonly string[],
    optional: boolean,
    unnamed: 'on' | 'off',
  ): string | null {
    const written = Object.hasOwn(this.#written, key) ? this.#written[key] : undefined;
    const first = options[0] ?? 'on';
    if (written === undefined) return unnamed === 'off' ? 'off' : first;
    const valid = [...options, ...(optional ? ['off'] : [])];
    if (written === 'on') return first;
    const found = valid.find(
      (value) => value === written || value.startsWith(`${String(written)}@`),
    );
    if (found !== undefined) return found;
    if (typeof written !== 'string') {
      const message = `${key} runs in one way, and here is a list`;
      this.#report('wrong-value', key, 'value', message, `one of: ${valid.join(', ')}`);
      return null;
    }
    const reason =
      written === 'off'
        ? `${key} is not optional in this workflow`
        : `${key} has no variant "${written}" that can run`;
    this.#report('unknown-name', key, 'value', reason, suggest(written, valid));
    return null;
  }

  #tools(): string[] {
    const names = (this.#choosable.tools?.tools ?? []).map((tool) => tool.name);
    const written = this.#written['tools'];
    if (written === undefined || written === 'all') return names;
    if (typeof written === 'string') {
      const message = `tools is all or a list of names, not "${written}"`;
      this.#report('wrong-value', 'tools', 'value', message, null);
      return names;
    }
    for (const tool of written) {
      if (names.includes(tool) || isWritten(this.#choosable.written, 'tools', tool)) continue;
      const message = `the workflow has no tool "${tool}"`;
      this.#report('unknown-name', 'tools', 'value', message, suggest(tool, names));
    }
    return names.filter((name) => written.includes(name));
  }

  #order(tools: number): Order {
    const written = this.#written['order'];
    if (written !== undefined && written !== 'series' && written !== 'parallel') {
      const message = `order is series or parallel, not "${String(written)}"`;
      this.#report('wrong-value', 'order', 'value', message, null);
    }
    return orderOf(String(written), tools);
  }

  #reportUnknownKeys(): void {
    const known = [
      ...this.#choosable.steps.map((step) => step.name),
      ...this.#choosable.shortcuts.map((shortcut) => shortcut.name),
      ...(this.#choosable.tools?.tools ?? []).map((tool) => tool.name),
      'tools',
      'order',
    ];
    for (const key of Object.keys(this.#written)) {
      if (known.includes(key) || isWritten(this.#choosable.written, 'choices', key)) continue;
      const message = `the workflow has no step "${key}"`;
      this.#report('unknown-name', key, 'key', message, suggest(key, known));
    }
  }
}

function valuesOf(options: readonly { readonly value: string }[]): string[] {
  return options.map(({ value }) => value);
}
