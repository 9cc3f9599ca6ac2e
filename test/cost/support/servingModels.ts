import { parse } from 'yaml';
import type { Gpu, ServedModel } from '../../../src/cost/serving/hardware.ts';
import { resolveHosts, servedModel } from '../../../src/spec/hostTiers.ts';
import { collectFindings } from '../../../src/spec/findings.ts';
import { gpusSchema, type PRECISIONS } from '../../../src/table/gpusSchema.ts';
import { modelsSchema } from '../../../src/table/modelsSchema.ts';
import { tableSchema } from '../../../src/table/schema.ts';
import { readYaml } from '../../../src/yaml/source.ts';
import { GPUS, MODELS, repositoryFile } from '../../support/loadText.ts';

export type Precision = (typeof PRECISIONS)[number];

const MODEL_LIST = modelsSchema.parse(parse(repositoryFile(MODELS)));
const GPU_LIST = gpusSchema.parse(parse(repositoryFile(GPUS)));

/** A model on a GPU of the shipped tables, at any precision and number of GPUs. */
export function served(
  model: string,
  gpu: string,
  precision: Precision,
  count = 1,
): { readonly gpu: Gpu; readonly model: ServedModel } {
  const table = tableSchema.parse({
    version: 1,
    name: 'test',
    components: {},
    gpus: { wanted: { gpu, precision, count, price: '$1/hour' } },
  });
  const findings = collectFindings();
  const hosts = resolveHosts(GPU_LIST, table, readYaml('{}', 'table.yaml'), MODEL_LIST, findings);
  const tier = hosts.tiers.get('wanted');
  const shape = hosts.shapeOf(model);
  if (tier === undefined || shape === null) throw new Error(`no ${model} on ${gpu}`);
  return { gpu: tier.gpu, model: servedModel(shape, tier) };
}
