import { existsSync, readFileSync } from 'node:fs';
import type { Shape } from '../../../src/cost/serving/hardware.ts';
import { kvPerToken, slots, weights } from '../../../src/cost/serving/memory.ts';
import { stepTime, throughput, timePerToken } from '../../../src/cost/serving/stepTime.ts';
import { type Precision, served } from './servingModels.ts';

/** Published measurements; they lie outside this repository. */
const FOLDER = new URL('../../../../shared/data/serving/gpu/', import.meta.url);

export const present = existsSync(FOLDER);

/** A closed loop of so many requests at once. Times in seconds. */
export interface Measured {
  readonly engine: string;
  readonly gpu: string;
  readonly model: string;
  readonly precision: Precision;
  readonly count: number;
  readonly shape: Shape;
  readonly concurrency: number;
  readonly firstToken: number;
  readonly perToken: number;
}

/** Offline throughput at full load, in tokens of output a second. */
export interface MeasuredThroughput {
  readonly gpu: string;
  readonly model: string;
  readonly precision: Precision;
  readonly count: number;
  readonly shape: Shape;
  readonly perSecond: number;
}

function rowsOf(name: string): Record<string, string>[] {
  const lines = readFileSync(new URL(name, FOLDER), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  const [head = '', ...rows] = lines;
  const keys = head.split(',');
  return rows.map((row) => {
    const cells = row.split(',');
    return Object.fromEntries(keys.map((key, index) => [key, cells[index] ?? '']));
  });
}

const MODELS: Readonly<Record<string, string>> = {
  'meta-llama/Llama-3.1-8B-Instruct': 'llama-3.1-8b',
  'nvidia/Llama-3.1-8B-Instruct-FP8': 'llama-3.1-8b',
  'meta-llama/Llama-3.1-70B': 'llama-3.1-70b',
  'Qwen/Qwen3-32B': 'qwen3-32b',
  llama8b: 'llama-3.1-8b',
  llama70b: 'llama-3.1-70b',
  mistral7b: 'mistral-7b',
};

const GPUS: Readonly<Record<string, string>> = {
  h100_sxm: 'h100',
  h200_sxm: 'h200',
  b200_sxm: 'b200',
};

/** silicon_sample.csv of ai-dynamo/aiconfigurator (Apache-2.0, 095f58a5): dense models, prompts and answers on the same GPUs. */
export function measuredSilicon(): Measured[] {
  return rowsOf('silicon_sample.csv').flatMap((row): Measured[] => {
    const model = MODELS[row['model_path'] ?? ''];
    const gpu = GPUS[row['system'] ?? ''];
    if (model === undefined || gpu === undefined || row['mode'] !== 'agg') return [];
    const precision = row['precision'];
    return [
      {
        engine: row['backend'] ?? '',
        gpu,
        model,
        precision: precision === 'fp8' || precision === 'fp4' ? precision : 'bf16',
        count: Number(row['tp_size']),
        shape: { input: Number(row['isl']), output: Number(row['osl']) },
        concurrency: Number(row['batch_size']),
        firstToken: Number(row['silicon_ttft_ms']) / 1000,
        perToken: Number(row['silicon_tpot_ms']) / 1000,
      },
    ];
  });
}

/** NVIDIA/TensorRT-LLM performance overviews, v0.17 and v1.0 (Apache-2.0). */
export function measuredTables(): MeasuredThroughput[] {
  const older = rowsOf('trtllm_v0.17.csv').flatMap((row) =>
    (['H200', 'H100', 'L40S', 'A100'] as const).flatMap((gpu) =>
      throughputOf(
        row,
        row[gpu],
        gpu.toLowerCase(),
        gpu === 'A100' ? 'bf16' : 'fp8',
        Number(row['tp']),
      ),
    ),
  );
  const newer = rowsOf('trtllm_v1.0.csv').flatMap((row) => [
    ...throughputOf(row, row['B200_tp1_fp4'], 'b200', 'fp4', 1),
    ...throughputOf(row, row['H200_tp1_fp8'], 'h200', 'fp8', 1),
    ...throughputOf(row, row['H100_fp8'], 'h100', 'fp8', Number(row['H100_tp'])),
  ]);
  return [...older, ...newer];
}

function throughputOf(
  row: Record<string, string>,
  cell: string | undefined,
  gpu: string,
  precision: Precision,
  count: number,
): MeasuredThroughput[] {
  const model = MODELS[row['model'] ?? ''];
  if (!cell || model === undefined) return [];
  const shape = { input: Number(row['isl']), output: Number(row['osl']) };
  return [{ gpu, model, precision, count, shape, perSecond: Number(cell) }];
}

/** Predicted seconds per token, and for a whole request, of a closed loop. */
export function predicted({ model, gpu, precision, count, shape, concurrency }: Measured): {
  readonly perToken: number;
  readonly whole: number;
} {
  const { gpu: hardware, model: weighed } = served(model, gpu, precision, count);
  const step = stepTime(hardware, weighed);
  const most = Math.max(1, Math.min(concurrency, slots(hardware, weighed, shape, 1024)));
  return {
    perToken: timePerToken(step, shape, most),
    whole: concurrency / throughput(step, shape, most),
  };
}

/** Predicted tokens of output a second with every slot in use. */
export function predictedThroughput(row: MeasuredThroughput): number {
  const { gpu, model } = served(row.model, row.gpu, row.precision, row.count);
  const room = 0.95 * (gpu.memory - weights(model) - 1.5e9 * gpu.count);
  const perRequest = kvPerToken(model) * (row.shape.input + row.shape.output);
  const most = Math.min(OFFLINE_SEQUENCES, Math.floor(room / perRequest));
  return throughput(stepTime(gpu, model), row.shape, Math.max(1, most)) * row.shape.output;
}

/** The published runs raised the engine's limit of sequences in service. */
const OFFLINE_SEQUENCES = 4096;

/** Mean and median of |predicted / measured − 1|. */
export function errorsOf(pairs: readonly { predicted: number; measured: number }[]): {
  readonly n: number;
  readonly mean: number;
  readonly median: number;
} {
  const errors = pairs
    .map((pair) => Math.abs(pair.predicted / pair.measured - 1))
    .sort((a, b) => a - b);
  const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
  return { n: errors.length, mean, median: errors[errors.length >> 1] ?? 0 };
}
