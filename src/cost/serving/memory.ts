import type { Gpu, ServedModel, Shape } from './hardware.ts';

/** Share of the memory that an engine takes, and what activations need on each GPU (vLLM's defaults). */
const USED = 0.9;
const ACTIVATIONS = 1.5e9;

/** Bytes of weights. */
export function weights({ parameters, weightBytes }: ServedModel): number {
  return parameters * weightBytes;
}

/**
 * Bytes of attention cache per token: a key and a value per layer and head.
 *
 * @example kvPerToken(llama8b) // 131072 at 2 bytes
 */
export function kvPerToken({ layers, kvHeads, headSize, kvBytes }: ServedModel): number {
  return 2 * layers * kvHeads * headSize * kvBytes;
}

/** Bytes left for the attention cache; negative when the model does not fit. */
export function kvRoom(gpu: Gpu, model: ServedModel): number {
  return USED * gpu.memory - weights(model) - ACTIVATIONS * gpu.count;
}

/** Most sequences in service at once, as engines are started by default (vLLM: max_num_seqs 256). */
const MOST_SEQUENCES = 256;

/**
 * Requests that fit at once; 0 when the model, or one request, does not.
 *
 * @param most the engine's own limit
 */
export function slots(
  gpu: Gpu,
  model: ServedModel,
  { input, output }: Shape,
  most = MOST_SEQUENCES,
): number {
  const perRequest = kvPerToken(model) * (input + output);
  return Math.max(0, Math.min(most, Math.floor(kvRoom(gpu, model) / perRequest)));
}
