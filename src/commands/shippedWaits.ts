import { readFileSync } from 'node:fs';
import { type Wait, waitsSchema } from '../table/waitsSchema.ts';
import { readYaml } from '../yaml/source.ts';
import { validate } from '../yaml/validate.ts';
import { packageFile } from './packageFile.ts';

/** Thresholds of waiting that this package ships, in `tables/waits.yaml`. */
export function shippedWaits(): readonly Wait[] {
  const source = readYaml(readFileSync(packageFile('tables/waits.yaml'), 'utf8'), 'waits.yaml');
  return validate(waitsSchema, source).data?.waits ?? [];
}
