import type { Gpu, ServedModel, Shape } from './hardware.ts';
import { kvPerToken } from './memory.ts';

/** Launches and norms: 0.2 ms a step, 45 µs a layer; 40 µs per sequence in it. Seconds; docs/cost.md. */
const PER_STEP = 0.2e-3;
const PER_LAYER = 45e-6;
const PER_SEQUENCE = 40e-6;
/** Start of a collective between GPUs, and the share of a link's speed that it reaches. */
const COLLECTIVE = 6e-6;
const LINK_USE = 0.7;

/** What one engine step takes, in seconds: four constants of a GPU and a model. */
export interface StepTime {
  /** Part of every step, whatever it does. */
  readonly overhead: number;
  /** One token for each of `sequences` that hold `context` tokens in all. */
  decode(sequences: number, context: number): number;
  /** Growth of a decode step per token of context. */
  readonly perContextToken: number;
  /** Reading a prompt, of which `cached` tokens are known already. */
  prefill(tokens: number, cached?: number): number;
}

export function stepTime(gpu: Gpu, model: ServedModel): StepTime {
  const overhead = PER_STEP + PER_LAYER * model.layers;
  const bandwidth = gpu.mbu * gpu.bandwidth;
  const flops = gpu.mfu * gpu.flops;
  const readAll = (model.read * model.weightBytes) / bandwidth;
  const perContextToken = kvPerToken(model) / bandwidth;
  const joined = (tokens: number) => communication(gpu, model, tokens);
  return {
    overhead,
    perContextToken,
    decode: (sequences, context) =>
      overhead +
      Math.max(readAll, (2 * model.read * sequences) / flops) +
      context * perContextToken +
      PER_SEQUENCE * sequences +
      joined(sequences),
    prefill(tokens, cached = 0) {
      const fresh = tokens - cached;
      const attention = 2 * model.layers * model.hidden * (tokens ** 2 - cached ** 2);
      return (
        overhead + Math.max((2 * model.read * fresh + attention) / flops, readAll) + joined(fresh)
      );
    },
  };
}

/** Two all-reduces a layer between GPUs that work as one. */
function communication(
  { count, link }: Gpu,
  { layers, hidden }: ServedModel,
  tokens: number,
): number {
  if (count === 1) return 0;
  const bytes = ((2 * (count - 1)) / count) * tokens * hidden * 2;
  return 2 * layers * (COLLECTIVE + bytes / (LINK_USE * link));
}

/** GPU seconds that one request costs while `sequences` are in service. */
export function gpuSeconds(step: StepTime, { input, output }: Shape, sequences: number): number {
  const decode = step.decode(sequences, sequences * (input + output / 2));
  return step.prefill(input) - step.overhead + (output * decode) / sequences;
}

/** Requests a second while `sequences` are in service. */
export function throughput(step: StepTime, shape: Shape, sequences: number): number {
  return 1 / gpuSeconds(step, shape, sequences);
}

/** Seconds per token of each of `sequences` in service, the prompts of the others included. */
export function timePerToken(step: StepTime, shape: Shape, sequences: number): number {
  const decode = step.decode(sequences, sequences * (shape.input + shape.output / 2));
  const prompts = (sequences - 1) * (step.prefill(shape.input) - step.overhead);
  return decode + prompts / shape.output;
}

/** Seconds from a request to its last token when nothing else is in service. */
export function idleTime(step: StepTime, { input, output }: Shape): number {
  return step.prefill(input) + Math.max(0, output - 1) * step.decode(1, input + output / 2);
}
