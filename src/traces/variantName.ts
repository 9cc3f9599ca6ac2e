import { safeName } from './safeName.ts';

/**
 * Name of a variant: model and effort.
 *
 * @example variantName('gpt-5-mini', 'low') // 'gpt-5-mini-low'
 */
export function variantName(model: string, effort: string | null): string {
  return safeName(effort === null ? model : `${model}-${effort}`, 'model');
}
