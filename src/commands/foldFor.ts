import { wrapped } from '../render/text/wrap.ts';
import type { Io, Output } from './io.ts';
import { columnsOf } from './screenFor.ts';

/** What continues a finding on the next line. */
const INDENT = '  ';

/** Findings break where a terminal reads them; in pipes and files each stays one line. */
export function foldFor(io: Io, output: Output): (line: string) => string {
  if (output.isTTY !== true) return (line) => line;
  const width = columnsOf(io, output) - INDENT.length;
  return (line) => wrapped(line, width).join(`\n${INDENT}`);
}
