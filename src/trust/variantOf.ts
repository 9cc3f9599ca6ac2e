import type { Option } from '../solver/problem.ts';
import type { ObservedRun } from './observed.ts';

/**
 * The option that a run was of: the one of its name, else the only one of its model, else of those the
 * one of its effort; where run or option tells no model, the only option there is. Null where that tells
 * none or several: another model, or another effort, is another way to run, even where the table has but one.
 */
export function optionRun(options: readonly Option[], run: ObservedRun): Option | null {
  const named = options.find(({ value }) => withoutHost(value) === run.variant);
  if (named) return named;
  const [only] = options;
  if (options.length === 1 && only && !tellsOtherwise(run, only)) return only;
  const ofModel = options.filter((option) => isOfModel(run, option));
  if (ofModel.length === 1 && !isOtherEffort(run, ofModel[0]!)) return ofModel[0]!;
  const ofEffort = ofModel.filter(({ value }) => withoutHost(value).endsWith(`-${run.effort}`));
  return ofEffort.length === 1 ? (ofEffort[0] ?? null) : null;
}

/** Whether the option is of the very model that ran, whatever its effort. */
export function isOfModel({ model }: ObservedRun, { call }: Option): boolean {
  return model !== null && call.model !== null && plainModel(model) === plainModel(call.model);
}

function tellsOtherwise(run: ObservedRun, option: Option): boolean {
  const { model } = option.call;
  return (
    (run.model !== null && model !== null && !isOfModel(run, option)) || isOtherEffort(run, option)
  );
}

/** Only where both say which. */
function isOtherEffort({ effort }: ObservedRun, { call }: Option): boolean {
  return effort !== null && call.effort !== undefined && effort !== call.effort.toLowerCase();
}

function withoutHost(value: string): string {
  return value.split('@', 1)[0] ?? value;
}

/** Where a model is had: `openai/`, or a region and a provider as Bedrock has them, `us.anthropic.`. */
const PROVIDER = /^(?:.*\/)?(?:[a-z]+\.)*/;

/** Which of its versions: `-2025-08-07`, `-20250807`, `@20250807`, `-001`, `-latest`, Bedrock's `-v1:0`. */
const VERSION = /(?:[-@](?:\d{4}-\d{2}-\d{2}|\d{8}|\d{3}|latest|default|v\d+(?::\d+)?))+$/;

/** Providers answer with longer names than are asked for: `openai/gpt-5-mini-2025-08-07` is `gpt-5-mini`. */
function plainModel(model: string): string {
  return model.replace(PROVIDER, '').replace(VERSION, '');
}
