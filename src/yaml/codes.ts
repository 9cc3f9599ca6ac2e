/** What a reader can look up about a finding: a few words, and what `budget explain` prints. */
export interface DiagnosticHelp {
  readonly title: string;
  readonly help: string;
}

/** One entry per code, alphabetical; a new code needs nothing but its entry. */
const ENTRIES = {
  'accuracy-out-of-range': {
    title: 'accuracy outside 0..100%',
    help: 'The points of a variant, added to the baseline accuracy, leave the range from 0% to 100%. Effects are converted to log odds at the baseline, where no such accuracy exists. Check the sign and the size of the points, or the baseline they refer to.',
  },
  'assumed-default': {
    title: 'a default was assumed',
    help: 'The file leaves out a value that the answer depends on, so a default is used: one turn, 24 active hours, a peak of 3x. The answer is right only if the default is. State the value to make this note go away.',
  },
  'assumed-percentile': {
    title: 'a percentile was assumed',
    help: 'A latency limit without a percentile is read as p95. Two teams that mean different percentiles can agree on "2 seconds" and both be disappointed. Write which one is meant, as in `latency: { p95: 2s }`.',
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
  'empty-file': {
    title: 'the file is empty',
    help: 'The file has no content apart from comments. `budget init` writes a spec and a starter table to begin with.',
  },
  'file-not-found': {
    title: 'the file does not exist',
    help: 'No file has this path. Paths inside a spec are relative to the spec itself, paths on the command line to the current folder.',
  },
  'fixed-cost-unspread': {
    title: 'a fixed cost has no traffic to spread over',
    help: 'A fixed cost per month becomes a cost per request by dividing it by the number of requests. Without `traffic` that number is unknown, and the fixed cost is left out of the cost per request. State `traffic`, as in `conversations: 1500/month`.',
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
    title: 'no accuracy is known',
    help: 'Neither an eval row nor points say what this choice does to accuracy. Architectures that use it are listed after those with a known accuracy and never count as meeting an accuracy limit. Add points (`0pt` asserts no effect) or an eval row.',
  },
  'no-latency': {
    title: 'a variant has no latency',
    help: 'A variant states no latency, and no serving model can work one out. Architectures that use it cannot be timed. Add `latency`, or `open` model data and a host that runs it.',
  },
  'no-spread': {
    title: 'a latency without spread',
    help: 'A single value such as `1.2s` says that every call takes exactly that long. Percentiles of a chain then look better than they will be. Write a range such as `900ms-1.6s`, quantiles, or measure it.',
  },
  'quantile-order': {
    title: 'quantiles out of order',
    help: 'A higher percentile is below a lower one, which no distribution allows. Usually two values are swapped or have different units. Order them so that p50 <= p90 <= p95 <= p99 <= max.',
  },
  'row-incomplete': {
    title: 'an eval row lacks tasks',
    help: 'An eval row has no result for some of the tasks of its eval. The overall accuracy is the mean over tasks weighted by traffic, which needs all of them. Add the missing tasks, or give the row one overall figure.',
  },
  'too-many-architectures': {
    title: 'too many architectures to consider',
    help: 'The steps of the workflow are coupled in a way that only trying every architecture can follow exactly, and there are too many for that. Leave out `--exact` for the best that can be found, limit `variants`, fix the order, or remove `optional` where nothing is to be decided.',
  },
  'trace-coverage': {
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
    title: 'the price of a model is unknown',
    help: 'No price list has the model, so cost cannot be computed for variants that use it. Add it under `prices:` in the table, or use a name from tables/models.yaml.',
  },
  'unreadable-file': {
    title: 'the file cannot be read',
    help: 'The file exists but could not be read: it is a folder, permission is denied, or it is not text. Check the path and its permissions.',
  },
  'unsupported-version': {
    title: 'an unsupported version of the format',
    help: 'The `version` at the top of the file is not one that this release reads. A newer release may read it. Files of version 1 are read by every release so far.',
  },
  usage: {
    title: 'wrong usage of the command',
    help: 'A flag or an argument is unknown, missing or contradicts another one. `budget <verb> --help` lists what the verb takes, with an example.',
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
