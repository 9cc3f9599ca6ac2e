import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Folder of the trace sets that are not part of the repository. */
export const SHARED = fileURLToPath(new URL('../../../../shared/data/traces/', import.meta.url));

/** False where the repository was cloned alone; says so once, so that a skip never passes for a pass. */
export const hasShared = existsSync(SHARED);

if (!hasShared) process.stderr.write(`skipped: no trace data in ${SHARED}\n`);
