import type { Paint } from '../report.ts';
import { type Column, layOut, type Row } from './textTable.ts';
import { wrap } from './wrap.ts';

/** A table no wider than the screen, and below it what was left out to make it fit. */
export function tableLines(
  columns: readonly Column[],
  rows: readonly Row[],
  { paint, width }: { readonly paint: Paint; readonly width: number },
): string[] {
  const { text, left } = layOut(columns, rows, width);
  return [text, ...leftOutLines(left, width).map((line) => paint.quiet(line))];
}

/** `(too narrow here for: p95)`; columns without a head are pictures of others, and not missed. */
export function leftOutLines(left: readonly string[], width: number): string[] {
  const missed = left.filter((head) => head !== '');
  return missed.length === 0 ? [] : [wrap(`(too narrow here for: ${missed.join(', ')})`, width)];
}
