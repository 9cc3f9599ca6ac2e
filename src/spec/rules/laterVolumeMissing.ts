import type { Rule } from './rule.ts';

/** What it costs in a year can be said: the spec states the volume of month 12. */
export const laterVolumeMissing: Rule = {
  code: 'later-volume-missing',
  check: ({ agents }) =>
    agents
      .filter(({ spec }) => spec.traffic?.in_12_months === undefined)
      .map((agent) => ({
        place: agent.place(['traffic'], 'key'),
        message:
          agent.spec.traffic === undefined
            ? `${agent.name} states no traffic: what a month costs is unknown, now and in a year`
            : `the volume in twelve months is missing: what a month then costs is unknown`,
        help: 'as in traffic: { requests: 20k/month, in_12_months: 60k/month }',
      })),
};
