import { type Paint, PLAIN } from '../render/report.ts';
import { chalkFor } from './color.ts';
import type { GlobalFlags } from './global.ts';
import type { Io } from './io.ts';

/** Colours only where a terminal reads: files never hold them. */
export function paintFor(io: Io, flags: GlobalFlags): Paint {
  if ((flags.output ?? []).length > 0) return PLAIN;
  const chalk = chalkFor(io, io.stdout, flags.color);
  return { bold: chalk.bold, good: chalk.green, bad: chalk.red, quiet: chalk.dim };
}
