import type {
  Block,
  OnReject,
  ParallelBlock,
  SequenceBlock,
  Step,
  ToolGroup,
} from '../solver/problem.ts';
import { addEffects } from './statedEffects.ts';
import type { Effect } from '../solver/problem.ts';
import { type AgentContext, componentNames, componentOf, inSpec } from './agentContext.ts';
import { callsOf } from './callsPerRequest.ts';
import { suggest } from './findings.ts';
import { reportOnlyOnApi, runsOnlyOnApi } from './gpuHosts.ts';
import { type EffectOfWay, resolveOptions } from './resolveOptions.ts';
import { ONCE, resolveTools } from './resolveTools.ts';
import type { StepItem, ToolsItem, WorkflowItem } from './workflowSchema.ts';
import type { Component } from '../table/schema.ts';
import { waysToRun } from '../table/ways.ts';

/** Effects of having a component and of not having it, against the baseline. */
export interface PresenceEffects {
  readonly present: Effect;
  readonly absent: Effect;
}

/** What the accuracy model contributes to a workflow. */
export interface EffectsOf {
  readonly way: EffectOfWay;
  presence(component: string): PresenceEffects;
}

/** A workflow with its steps and tools, as the solver takes it. */
export interface ResolvedWorkflow {
  readonly workflow: SequenceBlock;
  readonly steps: readonly Step[];
  readonly tools: ToolGroup | null;
}

type Path = readonly (string | number)[];

/** Resolves the workflow of an agent; what is wrong in it becomes findings with their place. */
export function resolveWorkflow(context: AgentContext, effects: EffectsOf): ResolvedWorkflow {
  const builder = new WorkflowBuilder(context, effects);
  const workflow = builder.sequence(context.spec.workflow, ['workflow']);
  reportOnlyOnApi(context, builder.onlyOnApi);
  return { workflow, steps: builder.steps, tools: builder.tools };
}

class WorkflowBuilder {
  readonly steps: Step[] = [];
  tools: ToolGroup | null = null;
  /** Steps that run nowhere, for want of one host. */
  readonly onlyOnApi: string[] = [];
  readonly #context: AgentContext;
  readonly #effects: EffectsOf;

  constructor(context: AgentContext, effects: EffectsOf) {
    this.#context = context;
    this.#effects = effects;
  }

  sequence(items: readonly WorkflowItem[], path: Path): SequenceBlock {
    const earlier = new Set<string>();
    const blocks = items.flatMap((item, index) => {
      const block = this.#block(item, [...path, index], earlier);
      if ('step' in item) earlier.add(item.step);
      return block === null ? [] : [block];
    });
    return { kind: 'sequence', items: blocks };
  }

  #block(item: WorkflowItem, path: Path, earlier: ReadonlySet<string>): Block | null {
    if ('step' in item) return this.#step(item, path, earlier);
    if ('tools' in item) return this.#toolGroup(item, path);
    if ('sequence' in item) return this.sequence(item.sequence, [...path, 'sequence']);
    return this.#parallel(item.parallel, [...path, 'parallel']);
  }

  #parallel(items: readonly WorkflowItem[], path: Path): ParallelBlock {
    const branches = items.flatMap((item, index): SequenceBlock[] => {
      const block = this.#block(item, [...path, index], new Set());
      if (block === null) return [];
      return [block.kind === 'sequence' ? block : { kind: 'sequence', items: [block] }];
    });
    return { kind: 'parallel', branches };
  }

  #step(item: StepItem, path: Path, earlier: ReadonlySet<string>): Block | null {
    const { findings } = this.#context;
    const name = item.component ?? item.step;
    const component = componentOf(this.#context, name);
    if (!this.#nameIsFree(item, path)) return null;
    if (component === null) {
      const place = inSpec(this.#context, [
        ...path,
        item.component === undefined ? 'step' : 'component',
      ]);
      findings.add(
        'error',
        'unknown-name',
        place,
        `the table has no component "${name}"`,
        suggest(name, componentNames(this.#context)),
      );
      return null;
    }
    const only = item.variants ? { variants: item.variants, path: [...path, 'variants'] } : null;
    const options = resolveOptions(
      this.#context,
      name,
      component,
      this.#effects.way,
      only,
      callsOf(this.#context, item),
    );
    if (options.length === 0) {
      this.#reportNoOption(item, component, path);
      return null;
    }
    const presence = this.#effects.presence(name);
    this.steps.push({
      name: item.step,
      component: name,
      kind: component.kind,
      options: options.map((option) => ({
        ...option,
        effect: addEffects(option.effect, presence.present),
      })),
      optional: item.optional ?? false,
      offEffect: presence.absent,
      chance: item.chance ?? component.used_by ?? 1,
      calls: item.calls ?? component.calls ?? ONCE,
      streams: item.streams ?? false,
      showsProgress: item.shows_progress ?? false,
      onReject: this.#onReject(item, path, earlier),
      guards: component.guards ?? null,
    });
    return { kind: 'step', step: item.step };
  }

  /** A variant that the table lacks was reported by itself. */
  #reportNoOption({ step, variants }: StepItem, component: Component, path: Path): void {
    const all = waysToRun(component);
    const ways = all.filter(({ name }) => variants?.includes(name) ?? true);
    if (variants !== undefined && ways.length < variants.length) return;
    if (ways.every((way) => runsOnlyOnApi(this.#context, way))) {
      this.onlyOnApi.push(step);
      return;
    }
    const place = inSpec(this.#context, [...path, 'step']);
    const message = `step "${step}" has no variant left that can run`;
    this.#context.findings.add('error', 'workflow', place, message);
  }

  #nameIsFree(item: StepItem, path: Path): boolean {
    const place = inSpec(this.#context, [...path, 'step']);
    if (item.step === 'tools' || item.step === 'order') {
      this.#context.findings.add(
        'error',
        'duplicate-name',
        place,
        `"${item.step}" is a word that choices use; call the step otherwise and name its component`,
      );
      return false;
    }
    if (this.tools?.tools.some(({ name }) => name === item.step)) {
      this.#context.findings.add(
        'error',
        'duplicate-name',
        place,
        `"${item.step}" is already a tool of this agent`,
        `call the step otherwise, as in { step: last-${item.step}, component: ${item.step} }`,
      );
      return false;
    }
    if (!this.steps.some((step) => step.name === item.step)) return true;
    this.#context.findings.add(
      'error',
      'duplicate-name',
      place,
      `there are two steps "${item.step}"`,
      'give one another name, and say which component it is: { step: second-look, component: critic }',
    );
    return false;
  }

  #onReject(item: StepItem, path: Path, earlier: ReadonlySet<string>): OnReject | null {
    if (item.on_reject === undefined) return null;
    const { redo, chance, times = 1 } = item.on_reject;
    // A step that was meant to be there is no second mistake.
    if (this.#context.written.meant.includes(redo) && !earlier.has(redo)) return null;
    if (!earlier.has(redo)) {
      const place = inSpec(this.#context, [...path, 'on_reject', 'redo']);
      this.#context.findings.add(
        'error',
        'workflow',
        place,
        `redo names "${redo}", which is no earlier step of the same sequence`,
        suggest(redo, [...earlier]),
      );
      return null;
    }
    if (chance >= 1) {
      const place = inSpec(this.#context, [...path, 'on_reject', 'chance']);
      this.#context.findings.add(
        'error',
        'workflow',
        place,
        'this loop always rejects, so the verifier can never pass an answer',
        'state the share of verdicts that reject, as in chance: 6%',
      );
      return null;
    }
    return { redo, chance, times };
  }

  #toolGroup(item: ToolsItem, path: Path): Block | null {
    if (this.tools !== null) {
      this.#context.findings.add(
        'error',
        'workflow',
        inSpec(this.#context, path),
        'a workflow has its tools in one place; here is a second list',
      );
      return null;
    }
    this.tools = resolveTools(this.#context, this.#effects, item, path, this.steps);
    return { kind: 'tools' };
  }
}
