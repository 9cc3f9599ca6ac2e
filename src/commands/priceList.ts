import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { packageFile } from './packageFile.ts';

/**
 * Path of a price list that this package ships: `tables/models.yaml` or `tables/gpus.yaml`. The build
 * puts a copy as JSON beside the bundle, which is read thirty times as quickly.
 */
export function priceList(name: 'models' | 'gpus'): string {
  const built = fileURLToPath(new URL(`../tables/${name}.checked.json`, import.meta.url));
  return existsSync(built) ? built : packageFile(`tables/${name}.yaml`);
}
