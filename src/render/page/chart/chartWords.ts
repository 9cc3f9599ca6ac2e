import { formatDuration } from '../../../units/duration.ts';
import { formatShare } from '../../../units/share.ts';
import { dropWords } from '../../cliffDrop.ts';
import { shownTime } from '../../words.ts';
import type { AgentView } from '../agentView.ts';
import { pointOf } from './chartFrame.ts';

/** What the chart shows, for those who do not see it, and what the cliff is for everybody. */
export function chartWords(view: AgentView): string {
  const steps = view.cliff.flatMap(({ architecture }) => pointOf(architecture));
  const [fastest] = steps;
  const best = steps.at(-1);
  if (fastest === undefined || best === undefined)
    return 'No accuracy is known of anything that keeps the other limits: measure one way to build the agent on an eval, or state in the table what its parts gain.';
  const { label } = shownTime(view);
  const at = ({ ms, value }: typeof best) =>
    `${formatShare(value, 0)} within ${formatDuration(ms)}`;
  if (fastest === best) return `More time buys no accuracy here: ${at(best)} at ${label}.`;
  const span = `Time buys accuracy: from ${at(fastest)} up to ${at(best)} at ${label}.`;
  return view.cliffDrop === null ? span : `${span} The cliff: ${dropWords(view.cliffDrop)}.`;
}
