import { EXIT } from './exitCode.ts';
import { systemReason } from './systemReason.ts';

/**
 * What becomes of a program whose output is not taken: a reader that goes away (`budget … | head`)
 * ends the output only, a full disk is said and exits with 2. Neither prints a stack trace.
 */
export function watchOutput(): void {
  if (!process.stdout.listeners('error').includes(lost)) process.stdout.on('error', lost);
}

function lost(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') return;
  process.stderr.write(`error: standard output cannot be written: ${systemReason(error)}\n`);
  process.exit(EXIT.failed);
}
