import { listed } from '../../units/listed.ts';

/**
 * Ways to run a step, hosts of one variant together: `haiku, sonnet; llama-8b on a40 and a100`; all hosts of
 * a variant are `llama-8b on every GPU`.
 *
 * @param all the variants of the step
 */
export function variantWords(variants: readonly string[], all: readonly string[]): string {
  const plain = variants.filter((variant) => !isHosted(variant));
  const models = [...new Set(variants.filter(isHosted).map(modelOf))];
  const hosted = models.map((model) => {
    const on = variants.filter((variant) => isHosted(variant) && modelOf(variant) === model);
    const known = all.filter((variant) => isHosted(variant) && modelOf(variant) === model);
    const isEvery = known.length > MANY && on.length === known.length;
    return `${model} on ${isEvery ? 'every GPU' : listed(on.map(hostOf))}`;
  });
  return [...(plain.length === 0 ? [] : [plain.join(', ')]), ...hosted].join('; ');
}

/** Up to so many hosts are named, even if they are all there are. */
const MANY = 2;

/** Batches have an @ as well, and are no machines. */
function isHosted(variant: string): boolean {
  return variant.includes('@') && !variant.endsWith('@batch');
}

function modelOf(variant: string): string {
  return variant.slice(0, variant.lastIndexOf('@'));
}

function hostOf(variant: string): string {
  return variant.slice(variant.lastIndexOf('@') + 1);
}
