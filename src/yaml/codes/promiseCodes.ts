import type { DiagnosticHelp } from './diagnosticHelp.ts';

/** What was agreed on: accepted numbers, launches, and what changed since. */
export const PROMISE_CODES = {
  'accepted-broken': {
    title: 'an accepted number is no longer true',
    help: "Both sides signed a number, and today's table says otherwise: a time or a cost is more than 5% worse, an accuracy more than a point lower, or the limit that was kept is now missed. The message names what moved it, the worst first: a component that became slower or dearer and why, the eval row, the baseline or the effect behind an accuracy, the volume that monthly costs are spread over. Undo the change, or agree anew with `budget propose` and `budget accept --amend`.",
  },
  'accepted-choice-gone': {
    title: 'an accepted choice cannot be had any more',
    help: 'The accepted counterproposal names a step, a variant or a tool that the workflow or the table no longer has, or the workflow has one that it says nothing about. What was signed is not what would be built. Bring it back, or agree anew with `budget propose` and `budget accept --amend`.',
  },
  'accepted-edited': {
    title: 'an accepted block was changed by hand',
    help: '`budget accept` seals what it writes, and this block no longer matches its seal: a number, a choice, a name or the sentence was changed since, so nobody knows what was signed. Reasons (`why`), comments and layout may change. Undo the edit, or sign anew: `budget accept --amend` keeps the old block in its history. Like a file that cannot be read this ends with exit code 2, and no comment can hide it.',
  },
  'accepted-predicted': {
    severity: 'warning',
    title: 'an accepted accuracy was only predicted',
    help: 'The accuracy both sides signed rests on stated effects, not on an eval of these very choices. Predictions from effects miss by points on real agents. Run the eval on the accepted choices and add its row to the table with `budget grade`.',
  },
  changed: {
    severity: 'note',
    title: 'something changed',
    help: 'Between two results, specs or tables something changed that did not get worse: it got better, or it is an edit that is neither. It is listed so that nobody has to look for it.',
  },
  'got-worse': {
    title: 'something got worse',
    help: 'Between two results, specs or tables a time, a cost or an accuracy changed for the worse by more than noise explains, or something that fitted no longer does. The message says by how much.',
  },
  'launch-different': {
    title: 'the launch runs something else than was signed',
    help: 'The traces contradict the accepted choices: another variant runs, a step that was given up runs, one that was kept does not, or tools run in another order. What was accepted speaks of the architecture that was signed. Launch that one, or sign what runs with `budget accept`.',
  },
  'launch-unsettled': {
    severity: 'warning',
    title: 'too few traces to say whether the launch keeps a figure',
    help: 'Neither "kept" nor "worse" can be said with 95% certainty of a figure that was signed: there are too few samples, the traces do not tell it, or requests were cut off before it. The message says how many samples would probably settle it.',
  },
  'launch-worse': {
    title: 'the launch is worse than what was accepted',
    help: 'A figure that was signed, or that a signed one rests on, is worse beyond chance and by more than matters. docs/trust.md has the margins. Find what moved with `budget verify -v`, or sign the new figures with `budget accept`.',
  },
  'not-accepted': {
    severity: 'warning',
    title: 'a limit that no accepted counterproposal backs',
    help: 'A latency limit becomes a commitment once somebody has answered what it costs in accuracy, tools and money, and both sides have signed. This one has no `accepted` block. `budget propose` writes the answer, `budget accept` records it.',
  },
  'saved-result-stale': {
    severity: 'warning',
    title: 'a saved result is out of date',
    help: 'A result that lies beside the spec was made from another version of the spec or its table. Whoever reads it reads old numbers. Make it again with `budget solve … -o`.',
  },
  unowned: {
    title: 'a decision that nobody owns',
    help: 'An accepted counterproposal names who signed for product and who for engineering. Without both names there is nobody to ask when a number no longer holds. Add them under `by`.',
  },
} satisfies Record<string, DiagnosticHelp>;
