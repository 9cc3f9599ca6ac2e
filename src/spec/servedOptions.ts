import { perPeakSecond } from '../cost/arrivals.ts';
import type { Price } from '../cost/price.ts';
import { capacity, PLANNED_LOAD, saturation, timesAt } from '../cost/serving/capacity.ts';
import {
  HOURS_A_MONTH,
  type Hosting,
  hostingPerMonth,
  replicasFor,
} from '../cost/serving/hosting.ts';
import type { SpotTerms } from '../cost/serving/availability.ts';
import { slots, weights } from '../cost/serving/memory.ts';
import type { Service } from '../cost/serving/simulate.ts';
import { stepTime } from '../cost/serving/stepTime.ts';
import { addDuration, emptyHistogram } from '../latency/histogram.ts';
import type { LatencyInput } from '../latency/latencyInput.ts';
import type { Option } from '../solver/problem.ts';
import type { Way } from '../table/ways.ts';
import { formatCount } from '../units/count.ts';
import { type AgentContext, inTable } from './agentContext.ts';
import type { CallsOf } from './callsPerRequest.ts';
import { gpuHosts } from './gpuHosts.ts';
import { type Hosts, type HostTier, servedModel } from './hostTiers.ts';

/** GPUs are paid by the hour, whatever they do. */
const PAID_BY_THE_MONTH: Price = {
  input: 0,
  output: 0,
  cached: null,
  write5m: null,
  write1h: null,
  above: [],
};

/** An option without what depends on the host. */
export type Unhosted = Omit<Option, 'latency' | 'ttft'> & Pick<Partial<Option>, 'latency' | 'ttft'>;

/**
 * One option for every GPU host of the agent that the model fits on: `llama-8b@a100`. Its latency is
 * that of the serving model at the launch's peak, with as many replicas as that takes.
 */
export function servedOptions(
  context: AgentContext,
  component: string,
  way: Way,
  option: Unhosted,
  calls: CallsOf,
): Option[] {
  return gpuHosts(context).flatMap((tier) =>
    servedOn(context, component, way, option, calls, tier),
  );
}

function servedOn(
  context: AgentContext,
  component: string,
  way: Way,
  option: Unhosted,
  calls: CallsOf,
  tier: HostTier,
): Option[] {
  const { hosts, traffic } = context;
  const shape = way.model === undefined ? null : (hosts?.shapeOf(way.model) ?? null);
  const { arrivals, requests } = traffic;
  if (hosts === null || shape === null || requests === null || arrivals === undefined) return [];
  const model = servedModel(shape, tier);
  const tokens = option.call.tokens;
  const service: Service = {
    step: stepTime(tier.gpu, model),
    shape: { input: tokens.input, output: Math.max(1, tokens.output + tokens.reasoning) },
    slots: slots(tier.gpu, model, {
      input: tokens.input,
      output: tokens.output + tokens.reasoning,
    }),
    outputSpread: hosts.terms.output_spread,
  };
  if (service.slots === 0) {
    reportTooSmall(context, component, way, tier, weights(model));
    return [];
  }
  const { p, room } = calls.room(option.value);
  const hosting: Hosting = {
    model: way.model ?? '',
    host: tier.name,
    pool: `${way.model}@${tier.name}`,
    // A stated latency holds at any load: then only what the engine serves bounds it.
    capacity:
      option.latency === undefined
        ? context.serving.capacity(service, p, room / 1000)
        : PLANNED_LOAD * saturation(service),
    saturation: saturation(service),
    callsPerRequest: calls.perRequest,
    perReplica: tier.perHour * HOURS_A_MONTH,
    engineering: hosts.terms.engineering_hours * hosts.terms.engineering_rate,
    spare: tier.spot ? hosts.terms.spot_spare : 0,
    least: context.spec.want.deadline === undefined ? hosts.terms.at_least : 1,
    spot: tier.spot ? spotTerms(hosts.terms) : null,
    verified: tier.verified,
    slots: service.slots,
  };
  const replicas = replicasFor(hosting, requests, arrivals);
  const rate = (hosting.callsPerRequest * perPeakSecond(requests, arrivals)) / replicas;
  const times = context.serving.times(service, rate);
  return [
    {
      ...option,
      value: `${option.value}@${tier.name}`,
      latency: option.latency ?? times.whole,
      ttft: option.ttft ?? (option.latency === undefined ? times.first : null),
      call: { ...option.call, price: PAID_BY_THE_MONTH },
      fixedCost: option.fixedCost + hostingPerMonth(hosting, requests, arrivals),
      hosting,
    },
  ];
}

function spotTerms({ spot }: Hosts['terms']): SpotTerms {
  return {
    hoursBetween: spot.hours_between,
    hoursToRestore: spot.hours_to_restore,
    poolLoss: spot.pool_loss,
  };
}

function reportTooSmall(
  context: AgentContext,
  component: string,
  way: Way,
  tier: HostTier,
  bytes: number,
): void {
  const size = (count: number) => `${formatCount(Math.round(count / 1e8) / 10)} GB`;
  context.findings.add(
    'warning',
    'gpu-too-small',
    inTable(context, component, [...way.path, 'model']),
    `${way.model} does not fit on ${tier.name}: ${size(bytes)} of weights and one request's memory against ${size(tier.gpu.memory)}; left out there`,
    'name a larger tier under hosts, or one with count: or precision: under gpus',
  );
}

/** Predictions of the serving model; the same question is answered once. */
export interface Serving {
  capacity(service: Service, p: number, seconds: number): number;
  times(
    service: Service,
    rate: number,
  ): { readonly first: LatencyInput; readonly whole: LatencyInput };
}

export function rememberedServing(): Serving {
  const capacities = new Map<string, number>();
  const laws = new Map<string, ReturnType<Serving['times']>>();
  return {
    capacity: (service, p, seconds) =>
      remembered(capacities, `${keyOf(service)} ${p} ${seconds}`, () =>
        capacity(service, p, seconds),
      ),
    times: (service, rate) =>
      remembered(laws, `${keyOf(service)} ${rate}`, () => {
        const { first, whole } = timesAt(service, rate);
        return { first: histogramOf(first), whole: histogramOf(whole) };
      }),
  };
}

/** What a service does is told by its times. */
function keyOf({ step, shape, slots: most, outputSpread }: Service): string {
  return [
    step.prefill(1000),
    step.decode(1, 0),
    step.decode(64, 0),
    step.perContextToken,
    shape.input,
    shape.output,
    most,
    outputSpread,
  ].join();
}

function remembered<T>(known: Map<string, T>, key: string, compute: () => T): T {
  const found = known.get(key);
  if (found !== undefined) return found;
  const value = compute();
  known.set(key, value);
  return value;
}

function histogramOf(seconds: Float64Array): LatencyInput {
  const histogram = emptyHistogram();
  for (const each of seconds) addDuration(histogram, each * 1000);
  return { kind: 'histogram', histogram };
}
