import type { Severity } from './severity.ts';

/** What a reader can look up about a finding: a few words, and what `budget explain` prints. */
export interface DiagnosticHelp {
  readonly title: string;
  readonly help: string;
  /** How grave it usually is; error where nothing is said. */
  readonly severity?: Severity;
}

/** One entry per code, alphabetical; a new code needs nothing but its entry. */
const ENTRIES = {
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
  'accuracy-out-of-range': {
    title: 'accuracy outside 0..100%',
    help: 'The points of a variant, added to the baseline accuracy, leave the range from 0% to 100%. Effects are converted to log odds at the baseline, where no such accuracy exists. Check the sign and the size of the points, or the baseline they refer to.',
  },
  'accuracy-unclear': {
    severity: 'warning',
    title: 'an accuracy floor that cannot be told from noise',
    help: 'The estimate reaches the floor, but the lower end of its 90% interval does not: with so few eval items, the true accuracy may well lie below. The help line says about how many items it takes. More items narrow the interval; a different floor may also be what was meant.',
  },
  'assumed-default': {
    severity: 'note',
    title: 'a default was assumed',
    help: 'The file leaves out a value that the answer depends on, so a default is used: one turn, 24 active hours, a peak of 3x. The answer is right only if the default is. State the value to make this note go away.',
  },
  'assumed-percentile': {
    title: 'a percentile was assumed',
    help: 'A latency limit without a percentile is read as p95: `solve` notes it, `check` fails. Two teams that mean different percentiles can agree on "2 seconds" and both be disappointed. Write which one is meant, as in `latency: { p95: 2s }`.',
  },
  'batch-deadline': {
    severity: 'note',
    title: 'batches are not promised by the deadline',
    help: 'Providers promise a batch within 24 hours; most are done within one. A deadline shorter than 24 hours for every model step in a row is therefore met as a rule, but by nobody’s promise: such architectures are `unclear`, and `--strict` leaves them out.',
  },
  'cache-inert': {
    severity: 'warning',
    title: 'a cache that never hits',
    help: 'The cache cannot save anything as it stands: the static prefix is shorter than what the model caches, the requests of a conversation come later than any cache keeps, or a shortcut has a hit rate of zero. Costs that count on it are too low. Fix what keeps it from hitting, or take it out.',
  },
  changed: {
    severity: 'note',
    title: 'something changed',
    help: 'Between two results, specs or tables something changed that did not get worse: it got better, or it is an edit that is neither. It is listed so that nobody has to look for it.',
  },
  conflict: {
    title: 'two keys exclude each other',
    help: 'Two keys in the same place say the same thing in different ways, so only one can hold. Examples are `latency` with `deadline`, and `requests` with `conversations`. Keep the one that is meant and remove the other.',
  },
  'derived-mismatch': {
    title: 'a percentile differs from its histogram',
    help: 'The readable percentiles beside a histogram are derived from it, and one of them differs by more than the width of a bin. Somebody edited one and not the other, or a merge went wrong. Remove the readable values or measure again; the histogram is what is used.',
  },
  'distribution-sum': {
    title: 'shares do not sum to 100%',
    help: 'The shares of a distribution, such as `{ 1: 60%, 2: 30%, 3: 10% }`, must sum to 100%, within 0.1%. Otherwise some requests would be counted twice or not at all. Correct the shares.',
  },
  'duplicate-key': {
    title: 'a key is given twice',
    help: 'The same key appears twice in one map. YAML readers disagree about which one wins, so neither is used silently. Remove or rename one of them.',
  },
  'duplicate-name': {
    title: 'a name is used twice',
    help: 'Two things that are referred to by name, such as two workflow steps, have the same name. A choice for that name could mean either. Give one of them another name; a step can keep its component with `component:`.',
  },
  'effects-do-not-add': {
    severity: 'warning',
    title: 'a measured architecture contradicts the effects of its parts',
    help: 'The table says what each change does to accuracy by itself. Here several changes were measured together, and the outcome is far from what their effects add up to: they interact. The measured row is used for this architecture; predictions for others with the same changes deserve less trust until they are measured, too.',
  },
  'empty-file': {
    title: 'the file is empty',
    help: 'The file has no content apart from comments. `budget init` writes a spec and a starter table to begin with.',
  },
  'few-items': {
    severity: 'warning',
    title: 'too few items to say much',
    help: 'So few items were graded that the interval of the accuracy is wider than ten points to a side. Three right answers of three leave anything above 53% possible. Grade more items before a decision rests on this figure.',
  },
  'few-samples': {
    severity: 'warning',
    title: 'too few calls for this percentile',
    help: 'So few calls were measured that nothing bounds the percentile from above: the longest of n calls exceeds the true percentile with a probability of 1 - pⁿ, which should be 95%. That takes 59 calls for p95 and 299 for p99. Measure more traces, or limit a lower percentile.',
  },
  'file-not-found': {
    title: 'the file does not exist',
    help: 'No file has this path. Paths inside a spec are relative to the spec itself, paths on the command line to the current folder.',
  },
  'fixed-cost-unspread': {
    severity: 'warning',
    title: 'a fixed cost has no traffic to spread over',
    help: 'A fixed cost per month becomes a cost per request by dividing it by the number of requests. Without `traffic` that number is unknown, and the fixed cost is left out of the cost per request. State `traffic`, as in `conversations: 1500/month`.',
  },
  'got-worse': {
    title: 'something got worse',
    help: 'Between two results, specs or tables a time, a cost or an accuracy changed for the worse by more than noise explains, or something that fitted no longer does. The message says by how much.',
  },
  'gpu-too-small': {
    title: 'a GPU is too small for the model',
    help: 'The weights of the model, with the memory that one request takes, are more than the GPU has. The model is left out on that host. Name a larger GPU, several that work as one (`count: 2`), or a smaller precision (`precision: fp8`) under `gpus:` in the table.',
  },
  'graded-twice': {
    title: 'an item was graded twice, with different outcomes',
    help: 'The same item of the same architecture is in the results twice, once right and once wrong. Name the runs in a column (trial) to count both, or say which one counts with `--keep last` or `--keep first`.',
  },
  'ignore-without-reason': {
    title: 'an ignore comment without a reason',
    help: '`# budget-ignore code: reason` hides a finding, and the reason is for whoever reads the file next. Without one, nobody can tell whether it still holds. Write why the finding may be ignored.',
  },
  'later-volume-missing': {
    severity: 'warning',
    title: 'the volume of month 12 is missing',
    help: 'What a design costs is decided by the volume it will have, not by the volume at launch. Without `in_12_months` the cost in a year is unknown, and so is whether another host would be cheaper by then. State it under `traffic`.',
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
  'limit-unreachable': {
    severity: 'warning',
    title: 'a limit that nothing reaches',
    help: 'No architecture keeps this limit, even if every other limit gives way. It is not a matter of choices: the table has no way to run the workflow this fast, this well or this cheaply. Relax the limit, or add another way to run a step to the table.',
  },
  'missing-key': {
    title: 'a key is missing',
    help: 'A key that has no default is missing. The message names it and the place where it belongs. `budget schema` prints what each key takes.',
  },
  'mixture-sum': {
    title: 'the weights of a mixture do not sum to 100%',
    help: 'The weights of a `mix` must sum to 100%, within 0.1%. A mixture says how often each case happens, as in `[[92%, 200-400ms], [8%, 1.5s]]`. Correct the weights or add the case that is missing.',
  },
  'no-accuracy': {
    severity: 'warning',
    title: 'no accuracy is known',
    help: 'Neither an eval row nor points say what this choice does to accuracy. Architectures that use it are listed after those with a known accuracy and never count as meeting an accuracy limit. Add points (`0pt` asserts no effect) or an eval row.',
  },
  'no-latency': {
    severity: 'warning',
    title: 'a variant has no latency',
    help: 'A variant states no latency, and no serving model can work one out. Architectures that use it cannot be timed. Add `latency`, or `open` model data and a host that runs it.',
  },
  'no-spread': {
    severity: 'note',
    title: 'a latency without spread',
    help: 'A single value such as `1.2s` says that every call takes exactly that long. Percentiles of a chain then look better than they will be. Write a range such as `900ms-1.6s`, quantiles, or measure it.',
  },
  'not-accepted': {
    severity: 'warning',
    title: 'a limit that no accepted counterproposal backs',
    help: 'A latency limit becomes a commitment once somebody has answered what it costs in accuracy, tools and money, and both sides have signed. This one has no `accepted` block. `budget propose` writes the answer, `budget accept` records it.',
  },
  'nothing-fits': {
    title: 'no architecture keeps every limit',
    help: 'The limits exclude each other under this table. `budget solve` shows what each one could reach if it alone gave way, and `budget propose` writes that as a counterproposal.',
  },
  'nothing-streams': {
    title: 'a limit on first output where nothing shows any',
    help: 'A limit on the first token or on first progress needs a step that shows something. Write `streams: true` on the step that writes the answer, or `shows_progress: true` on one that gives a sign of work.',
  },
  'prices-stale': {
    severity: 'warning',
    title: 'the price list is old',
    help: 'The prices of models were last checked more than 90 days ago. Providers change them several times a year, and every cost in the answer follows. Take a newer release, or state `prices:` in the table.',
  },
  'quantile-order': {
    title: 'quantiles out of order',
    help: 'A higher percentile is below a lower one, which no distribution allows. Usually two values are swapped or have different units. Order them so that p50 <= p90 <= p95 <= p99 <= max.',
  },
  'reasoning-near-limit': {
    severity: 'warning',
    title: 'reasoning close to the output limit',
    help: 'Hidden reasoning counts against the number of tokens a model may write. Where the average takes more than 80% of it, the longer half leaves no room for an answer, and requests fail or are cut off. Lower the effort or take a model with a larger limit.',
  },
  'row-incomplete': {
    severity: 'warning',
    title: 'an eval row lacks tasks',
    help: 'An eval row has no result for some of the tasks of its eval. The overall accuracy is the mean over tasks weighted by traffic, which needs all of them. Add the missing tasks, or give the row one overall figure.',
  },
  'saved-result-stale': {
    severity: 'warning',
    title: 'a saved result is out of date',
    help: 'A result that lies beside the spec was made from another version of the spec or its table. Whoever reads it reads old numbers. Make it again with `budget solve … -o`.',
  },
  'shortcut-below-percentile': {
    severity: 'note',
    title: 'a shortcut that cannot help the percentile',
    help: 'A shortcut that hits 30% of requests leaves 70% as slow as they were, and a p95 is decided by the slowest 5%. Caches lower the mean and the cost. To lower the percentile, make the steps they skip faster.',
  },
  'table-stale': {
    severity: 'warning',
    title: 'a table past its refresh date',
    help: 'The table says how often it is to be measured again, and that date has passed. Models, prices and traffic drift, and numbers that were true then may not be now. Measure new traces into it with `budget measure --into`.',
  },
  'too-many-architectures': {
    title: 'too many architectures to consider',
    help: 'The steps of the workflow are coupled in a way that only trying every architecture can follow exactly, and there are too many for that. Leave out `--exact` for the best that can be found, limit `variants`, fix the order, or remove `optional` where nothing is to be decided.',
  },
  'trace-coverage': {
    severity: 'warning',
    title: 'traces cover too little',
    help: 'The traces leave much of the request time or many of the spans unexplained. A table made from them may miss components. The coverage figures say what was counted, rejected and left over.',
  },
  'unknown-key': {
    title: 'an unknown key',
    help: 'The map does not take this key. It is most often a misspelling or a key in the wrong place, and ignoring it would silently drop what you asked for. The help line names the nearest key that fits, or lists those that do.',
  },
  'unknown-name': {
    title: 'a name that does not exist',
    help: 'The file refers to a component, variant, step, eval, model or host that is not defined in the spec, the table or the price lists. Check the spelling; the help line names the nearest one. A new one must be added to the table first.',
  },
  'unknown-price': {
    severity: 'warning',
    title: 'the price of a model is unknown',
    help: 'No price list has the model, so cost cannot be computed for variants that use it. Add it under `prices:` in the table, or use a name from tables/models.yaml.',
  },
  unowned: {
    title: 'a decision that nobody owns',
    help: 'An accepted counterproposal names who signed for product and who for engineering. Without both names there is nobody to ask when a number no longer holds. Add them under `by`.',
  },
  'unreadable-file': {
    title: 'the file cannot be read',
    help: 'The file exists but could not be read: it is a folder, permission is denied, or it is not text. Check the path and its permissions.',
  },
  'unsupported-version': {
    title: 'an unsupported version of the format',
    help: 'The `version` at the top of the file is not one that this release reads. A newer release may read it. Files of version 1 are read by every release so far.',
  },
  'unused-ignore': {
    severity: 'warning',
    title: 'an ignore comment that hides nothing',
    help: 'The comment names a code that is not found here, so it does nothing. The finding may have been fixed, may lie elsewhere, or the code is misspelt. Remove the comment or correct it.',
  },
  usage: {
    title: 'wrong usage of the command',
    help: 'A flag or an argument is unknown, missing or contradicts another one. `budget <verb> --help` lists what the verb takes, with an example.',
  },
  'verifier-blocks-stream': {
    severity: 'warning',
    title: 'a verifier blocks what streams',
    help: 'A step streams its answer, but a later one may still reject it, so nothing can be shown until the verdict is in: the first token comes with the end. Check before the answer streams, or without a loop back.',
  },
  workflow: {
    title: 'the workflow does not fit together',
    help: 'The steps of the workflow contradict each other: for example a redo names a later step, or the skipped steps of a shortcut are not adjacent. The message says which steps are concerned.',
  },
  'wrong-type': {
    title: 'another kind of value is needed',
    help: 'The value is a list where a map is needed, text where a number is needed, or the like. In YAML, indentation and a forgotten dash or colon change the kind of a value. The message says what is needed.',
  },
  'wrong-unit': {
    title: 'a missing or wrong unit',
    help: 'Quantities carry their unit, so that nobody has to guess: `600ms`, `$0.02`, `95%`, `-8pt`, `1500/month`. Counts such as calls, turns and tokens are plain. The message says which units fit here.',
  },
  'wrong-value': {
    title: 'a value that does not fit',
    help: 'The value has the right kind but is not one that is allowed here: a word that is not in the list, or a number out of bounds. The message says what is allowed.',
  },
  'yaml-syntax': {
    title: 'not valid YAML',
    help: 'The file cannot be read as YAML. Common causes are tabs in the indentation, a forgotten quote or bracket, and text with a colon in it that needs quotes. Fix the first one first: later ones often disappear.',
  },
} satisfies Record<string, DiagnosticHelp>;

/** The code of a finding, as printed in brackets. */
export type DiagnosticCode = keyof typeof ENTRIES;

/**
 * Title and long help of every code.
 *
 * @example DIAGNOSTICS['unknown-key'].title // 'an unknown key'
 */
export const DIAGNOSTICS: Readonly<Record<DiagnosticCode, DiagnosticHelp>> = ENTRIES;

/** How grave a finding of this code usually is. */
export function severityOf(code: DiagnosticCode): Severity {
  return DIAGNOSTICS[code].severity ?? 'error';
}
