import { PAGE, type Screen, USUAL_WIDTH } from '../render/report.ts';
import { chalkFor } from './color.ts';
import type { GlobalFlags } from './global.ts';
import type { Io, Output } from './io.ts';

/** Narrower, tables have nothing left to leave out. */
const NARROWEST = 40;

/** Wider, lines of text are hard to follow. */
const WIDEST = 160;

/**
 * Where standard output is shown. Colours only where a terminal reads, and files never hold them. The
 * width is that of the terminal, or `COLUMNS` where it is set; pipes and files have 80 columns, so that
 * what is written hangs on no machine.
 */
export function screenFor(io: Io, flags: GlobalFlags): Screen {
  if ((flags.output ?? []).length > 0) return PAGE;
  const chalk = chalkFor(io, io.stdout, flags.color);
  return {
    paint: { bold: chalk.bold, good: chalk.green, bad: chalk.red, quiet: chalk.dim },
    width: columnsOf(io, io.stdout),
  };
}

/** Columns that a line of an output may take. */
export function columnsOf({ env }: Pick<Io, 'env'>, output: Output): number {
  const stated = Number(env['COLUMNS']);
  const known =
    Number.isInteger(stated) && stated > 0
      ? stated
      : ((output.isTTY === true ? output.columns : undefined) ?? USUAL_WIDTH);
  return Math.min(WIDEST, Math.max(NARROWEST, known));
}
