import { fits } from './hosting.ts';
import type { Want, Way, System } from './system.ts';

const HOUR = 3_600_000;

/** What decides where a model call may run. */
interface Place extends Pick<System, 'shapes' | 'gpus'> {
  readonly hosts: readonly string[];
  readonly want: Want;
  readonly hasTraffic: boolean;
}

/**
 * Every way to run a step in one of its variants: models with a price on the API of their provider and,
 * before a deadline, in a batch, typically done within an hour; open models on each GPU that is named
 * and large enough, where traffic tells how many it takes; everything else as it is.
 */
export function waysOf(place: Place): (way: Way) => Way[] {
  return (way) => {
    if (way.model === null) return [way];
    const shape = place.shapes.get(way.model);
    const gpus = place.hosts.filter((host) => host !== 'api');
    const isServed = shape !== undefined && gpus.length > 0 && place.hasTraffic;
    const served = isServed
      ? gpus.flatMap((host) => {
          const gpu = place.gpus.get(host);
          return gpu && fits(gpu, shape, way) ? [servedBy(way, host)] : [];
        })
      : [];
    const mayUseApi = place.hosts.includes('api') && (way.price !== null || !isServed);
    return mayUseApi ? [way, ...batched(way, place.want), ...served] : served;
  };
}

function batched(way: Way, { hasDeadline }: Want): Way[] {
  const { price } = way;
  if (!hasDeadline || price === null || price.batch === null) return [];
  const { tokens, cached } = price.batch;
  const discounted = (list: typeof price): typeof price => ({
    ...list,
    input: list.input * tokens,
    output: list.output * tokens,
    written: list.written * tokens,
    written1h: list.written1h * tokens,
    // Read tokens without a price of their own are input like any other.
    cached: list.cached * (list.cache === null ? tokens : cached),
    above: list.above.map((tier) => ({ ...tier, prices: discounted(tier.prices) })),
  });
  return [
    {
      ...way,
      name: `${way.name}@batch`,
      latency: [[1, HOUR]],
      ttft: null,
      price: discounted(price),
      batched: true,
    },
  ];
}

/** Paid by the hour, whatever it does. */
function servedBy(way: Way, host: string): Way {
  const free = { ...ZERO, above: [] };
  return { ...way, name: `${way.name}@${host}`, price: free, host };
}

const ZERO = {
  input: 0,
  output: 0,
  cached: 0,
  written: 0,
  written1h: 0,
  batch: null,
  cache: null,
};
