import type { Option } from '../solver/problem.ts';
import type { ObservedRun } from './observed.ts';

/**
 * The option that a run was of: the only one, else the one of its name, else the only one of its
 * model, else of those the one whose name ends with its effort. Null where that tells none or several.
 */
export function optionRun(options: readonly Option[], run: ObservedRun): Option | null {
  const [only] = options;
  if (options.length === 1 && only) return only;
  const named = options.find(({ value }) => withoutHost(value) === run.variant);
  if (named) return named;
  if (run.model === null) return null;
  const ofModel = options.filter(
    ({ call }) => call.model !== null && isModel(run.model, call.model),
  );
  if (ofModel.length === 1) return ofModel[0] ?? null;
  const ofEffort = ofModel.filter(({ value }) => withoutHost(value).endsWith(`-${run.effort}`));
  return ofEffort.length === 1 ? (ofEffort[0] ?? null) : null;
}

function withoutHost(value: string): string {
  return value.split('@', 1)[0] ?? value;
}

/** Providers answer with a dated name: `gpt-5-mini-2025-08-07` is `gpt-5-mini`. */
function isModel(traced: string | null, model: string): boolean {
  if (traced === null) return false;
  const plain = traced.slice(traced.lastIndexOf('/') + 1);
  return (
    plain === model || (plain.startsWith(model) && /^[-@]\d[\d-]*$/.test(plain.slice(model.length)))
  );
}
