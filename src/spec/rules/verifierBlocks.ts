import { flattenItems } from '../workflowItems.ts';
import { stepPath } from '../workflowPlaces.ts';
import type { Rule } from './rule.ts';

/** What streams reaches the reader: no later step may still reject it. */
export const verifierBlocks: Rule = {
  code: 'verifier-blocks-stream',
  check: ({ agents }) =>
    agents.flatMap((agent) => {
      const { problem, spec } = agent;
      const order = flattenItems(spec.workflow).flatMap((item) =>
        'step' in item ? item.step : [],
      );
      const byName = new Map(problem.steps.map((step) => [step.name, step]));
      const streaming = order.findLast((name) => byName.get(name)?.streams);
      if (streaming === undefined) return [];
      const later = order.slice(order.indexOf(streaming) + 1);
      const isOn = (name: string) => agent.accepted?.choices?.values.get(name) !== 'off';
      const blocking = later.find((name) => byName.get(name)?.onReject && isOn(name));
      if (blocking === undefined) return [];
      const mayGo = byName.get(blocking)?.optional ? `wherever ${blocking} is on, ` : '';
      return [
        {
          place: agent.place(['workflow', ...stepPath(spec.workflow, streaming), 'streams']),
          message: `${streaming} streams, but ${blocking} may reject it: ${mayGo}the first token comes with the end`,
          help: `check before ${streaming} streams, or without on_reject`,
          ...(spec.want.ttft === undefined ? { severity: 'note' as const } : {}),
        },
      ];
    }),
};
