/** Ways to run a step, hosts of one variant together: `haiku, llama-8b@a40, a100`. */
export function variantWords(variants: readonly string[]): string {
  const hosts = new Map<string, string[]>();
  for (const variant of variants) {
    const [name = '', host] = variant.split('@');
    hosts.set(name, [...(hosts.get(name) ?? []), ...(host === undefined ? [] : [host])]);
  }
  return [...hosts]
    .map(([name, on]) => (on.length === 0 ? name : `${name}@${on.join(', ')}`))
    .join('; ');
}
