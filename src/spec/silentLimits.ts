import type { AgentSpec } from './schema.ts';
import { flattenItems } from './workflowItems.ts';

/** A limit on first output in a workflow that shows none. */
export interface SilentLimit {
  readonly corner: 'ttft' | 'progress';
  readonly message: string;
  readonly help: string;
}

/** A limit on first output where no step shows any can never be met. */
export function silentLimits({ want, workflow }: AgentSpec): SilentLimit[] {
  const steps = flattenItems(workflow).filter((item) => 'step' in item);
  const streams = steps.some((step) => step.streams);
  const shows = streams || steps.some((step) => step.shows_progress);
  return [
    ...(want.ttft === undefined || streams
      ? []
      : [
          {
            corner: 'ttft' as const,
            message: 'no step of this workflow streams, so there is no first token',
            help: 'add streams: true to the step that writes the answer',
          },
        ]),
    ...(want.progress === undefined || shows
      ? []
      : [
          {
            corner: 'progress' as const,
            message: 'no step of this workflow shows progress',
            help: 'add shows_progress: true to a step',
          },
        ]),
  ];
}
