import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where real data of others lies beside a checkout; tests on it are skipped where it is absent. */
const DATA = fileURLToPath(new URL('../../../shared/data', import.meta.url));

function present(path: string): string | null {
  const file = join(DATA, path);
  return existsSync(file) ? file : null;
}

/** Seven models on 25 tasks and one on 100, failures of the infrastructure marked (WhissleAI/tau2-bench-w @ bfcb460d2b79, MIT). */
export const WHISSLE_TASKS = present('evals/whissle-health/medagentbench_tasks.csv');

/** The folder with turns and tasks of both agents of the same runs. */
export const WHISSLE = present('evals/whissle-health');
