import { TIME_CORNERS } from '../../solver/candidate.ts';
import type { Rule } from './rule.ts';

/** Every limit on time says which percentile it means. `solve` reads a bare duration as p95. */
export const limitPercentile: Rule = {
  code: 'assumed-percentile',
  check: ({ agents }) =>
    agents.flatMap((agent) =>
      TIME_CORNERS.filter((corner) => agent.spec.want[corner]?.assumed).map((corner) => ({
        place: agent.place(['want', corner]),
        message: `${corner} names no percentile: read as p95, but nobody said so`,
        help: `write ${corner}: { p95: … }`,
      })),
    ),
};
