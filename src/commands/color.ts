import { Chalk, type ChalkInstance } from 'chalk';
import type { Io, Output } from './io.ts';

/**
 * Colour is decided here and nowhere else: `--color`/`--no-color`, then `FORCE_COLOR` (`0` and `false`
 * are off), `NO_COLOR` (non-empty is off), `TERM=dumb`, then whether the stream is a terminal.
 */
export function chalkFor(io: Io, stream: Output, flag: boolean | undefined): ChalkInstance {
  return new Chalk({ level: wantsColor(io, stream, flag) ? 1 : 0 });
}

function wantsColor({ env }: Io, stream: Output, flag: boolean | undefined): boolean {
  if (flag !== undefined) return flag;
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined && forced !== '') return forced !== '0' && forced !== 'false';
  if ((env['NO_COLOR'] ?? '') !== '' || env['TERM'] === 'dumb') return false;
  return stream.isTTY === true;
}
