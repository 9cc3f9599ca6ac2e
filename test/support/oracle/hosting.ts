import type { Gpu, Shape, System, Way } from './system.ts';

/** An engine holds no more requests than this at once, by default. */
const MOST_SEQUENCES = 256;

const BYTES = { bf16: 2, fp8: 1 } as const;

const inputOf = ({ tokens }: Way) => tokens.input;
const outputOf = ({ tokens }: Way) => tokens.output + tokens.reasoning;

/** Bytes per token of a key and a value, in every layer and head. */
function perToken({ precision }: Gpu, { layers, kvHeads, headSize }: Shape): number {
  return 2 * layers * kvHeads * headSize * BYTES[precision];
}

/** Requests that fit into a GPU's memory beside the weights: 90% of it, 1.5 GB kept for activations. */
export function slotsOf(gpu: Gpu, shape: Shape, way: Way): number {
  const room = 0.9 * gpu.memory - shape.parameters * BYTES[gpu.precision] - 1.5e9;
  const each = perToken(gpu, shape) * (inputOf(way) + outputOf(way));
  return Math.min(MOST_SEQUENCES, Math.max(0, Math.floor(room / each)));
}

export function fits(gpu: Gpu, shape: Shape, way: Way): boolean {
  return slotsOf(gpu, shape, way) > 0;
}

/** Requests a second with every slot in use: one over the GPU seconds that a request then costs. */
export function mostPerSecond(gpu: Gpu, shape: Shape, way: Way): number {
  const input = inputOf(way);
  const output = Math.max(1, outputOf(way));
  const bytes = BYTES[gpu.precision];
  const read = shape.parameters - shape.embedding;
  const flops = gpu.mfu * gpu.flops * (gpu.precision === 'fp8' ? 2 : 1);
  const bandwidth = gpu.mbu * gpu.bandwidth;
  const start = 0.2e-3 + 45e-6 * shape.layers;
  const slots = slotsOf(gpu, shape, way);
  const weights = (read * bytes) / bandwidth;
  const context = slots * (input + output / 2) * perToken(gpu, shape);
  const decode =
    start + Math.max(weights, (2 * read * slots) / flops) + context / bandwidth + 40e-6 * slots;
  const work = 2 * read * input + 2 * shape.layers * shape.hidden * input ** 2;
  return 1 / (Math.max(work / flops, weights) + (output * decode) / slots);
}

/** Calls of one step that runs on GPUs. */
export interface Served {
  readonly way: Way;
  /** Of an average request, by the step's own chance and calls. */
  readonly calls: number;
}

/** When requests come. */
export interface Coming {
  readonly requests: number;
  readonly activeHours: number;
  readonly peak: number;
  readonly hasDeadline: boolean;
}

/**
 * USD a month for the replicas of one model on one host, shared by the steps that call it: as many as
 * the busiest hour takes at 70% of what they can serve, at least two where somebody waits, one more on
 * spot, 720 hours each; and the people who keep them running.
 */
export function monthOf(system: System, served: readonly Served[], coming: Coming): number {
  const { hours, rate, atLeast, spare } = system.serving;
  const [first] = served;
  const gpu = system.gpus.get(first?.way.host ?? '');
  const shape = system.shapes.get(first?.way.model ?? '');
  if (gpu === undefined || shape === undefined) return 0;
  const perSecond = (coming.requests / (30 * coming.activeHours * 3600)) * coming.peak;
  let needed = 0;
  for (const { way, calls } of served)
    needed += (calls * perSecond) / (0.7 * mostPerSecond(gpu, shape, way));
  const replicas = Math.max(
    coming.hasDeadline ? 1 : atLeast,
    Math.max(1, Math.ceil(needed - 1e-9)) + (gpu.spot ? spare : 0),
  );
  return replicas * gpu.price * 720 + hours * rate;
}
