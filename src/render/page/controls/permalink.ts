import type { Control, Positions } from './controls.ts';

/** Where the controls of every agent stand, by agent. */
export type AllPositions = Readonly<Record<string, Positions>>;

/**
 * The part of an address after `#` that puts all controls where they stand now; empty when none was
 * moved. Figures are written in full, in ms, shares and USD.
 *
 * @example '#assistant:latency.p95=2500&assistant:cost.per_request=none'
 */
export function toHash(positions: AllPositions): string {
  const parts = Object.entries(positions).flatMap(([agent, keys]) =>
    Object.entries(keys).map(
      ([key, stop]) => `${encodeURIComponent(agent)}:${encodeURIComponent(key)}=${stop ?? 'none'}`,
    ),
  );
  return parts.length === 0 ? '' : `#${parts.join('&')}`;
}

/** Reads what {@link toHash} wrote; what names no agent, no control or no stop of it is passed over. */
export function fromHash(
  hash: string,
  controls: Readonly<Record<string, readonly Control[]>>,
): AllPositions {
  const found: Record<string, Record<string, number | null>> = {};
  for (const part of hash.replace(/^#/, '').split('&')) {
    const [, agent = '', key = '', value = ''] = /^([^:]*):([^=]*)=(.*)$/.exec(part) ?? [];
    const name = decoded(agent);
    const own = Object.hasOwn(controls, name) ? controls[name] : undefined;
    const control = own?.find((each) => each.key === decoded(key));
    if (control === undefined) continue;
    const stop = value === 'none' ? null : Number(value);
    if (!control.stops.includes(stop)) continue;
    found[name] = { ...found[name], [control.key]: stop };
  }
  return found;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
