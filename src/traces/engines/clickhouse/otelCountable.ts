import type { Countable } from './countable.ts';
import { figures } from './figures.ts';
import { cellSource, otelSource, type ReadPlan } from './otelSource.ts';
import { isOneOf, traceColumn, type Selection } from './selection.ts';
import { signature } from './signature.ts';
import type { Target } from './target.ts';

/** A table with one row a span, for counting. */
export function otelCountable(target: Target, plan: ReadPlan, exact: Selection): Countable {
  const { expressions, selection, keys, oneIn } = plan;
  const { cells, start, duration } = expressions;
  return {
    shape: {
      from: target.table.from,
      trace: traceColumn(target.table),
      span: cells.spanId,
      parent: cells.parentId,
      start,
      duration,
      ...figures(expressions, keys),
      idsAreHex: true,
    },
    selection,
    exact,
    oneIn,
    signature: (withNames) => signature(expressions, { keys, withNames }),
    sample: (marks) => otelSource(target, plan, marks),
    traces: (marks, ids) =>
      cellSource(target, plan, marks, {
        purpose: 'spans of traces with what the sample lacks',
        where: `${selection.where} AND ${isOneOf(traceColumn(target.table), ids)}`,
      }),
  };
}
