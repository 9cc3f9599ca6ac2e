import type { DiagnosticHelp } from './diagnosticHelp.ts';

/** The conversion table, what it was measured from, and its evals. */
export const TABLE_CODES = {
  'accuracy-out-of-range': {
    title: 'accuracy outside 0..100%',
    help: 'The points of a variant, added to the baseline accuracy, leave the range from 0% to 100%. Effects are converted to log odds at the baseline, where no such accuracy exists. Check the sign and the size of the points, or the baseline they refer to.',
  },
  'derived-mismatch': {
    title: 'a percentile differs from its histogram',
    help: 'The readable percentiles beside a histogram are derived from it, and one of them differs by more than the width of a bin. Somebody edited one and not the other, or a merge went wrong. Remove the readable values or measure again; the histogram is what is used.',
  },
  'distribution-sum': {
    title: 'shares do not sum to 100%',
    help: 'The shares of a distribution, such as `{ 1: 60%, 2: 30%, 3: 10% }`, must sum to 100%, within 0.1%. Otherwise some requests would be counted twice or not at all. Correct the shares.',
  },
  'effects-do-not-add': {
    severity: 'warning',
    title: 'a measured architecture contradicts the effects of its parts',
    help: 'The table says what each change does to accuracy by itself. Here several changes were measured together, and the outcome is far from what their effects add up to: they interact. The measured row is used for this architecture; predictions for others with the same changes deserve less trust until they are measured, too.',
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
  'graded-twice': {
    title: 'an item was graded twice, with different outcomes',
    help: 'The same item of the same architecture is in the results twice, once right and once wrong. Name the runs in a column (trial) to count both, or say which one counts with `--keep last` or `--keep first`.',
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
  'quantile-order': {
    title: 'quantiles out of order',
    help: 'A higher percentile is below a lower one, which no distribution allows. Usually two values are swapped or have different units. Order them so that p50 <= p90 <= p95 <= p99 <= max.',
  },
  'row-incomplete': {
    severity: 'warning',
    title: 'an eval row lacks tasks',
    help: 'An eval row has no result for some of the tasks of its eval. The overall accuracy is the mean over tasks weighted by traffic, which needs all of them. Add the missing tasks, or give the row one overall figure.',
  },
  'table-stale': {
    severity: 'warning',
    title: 'a table past its refresh date',
    help: 'The table says how often it is to be measured again, and that date has passed. Models, prices and traffic drift, and numbers that were true then may not be now. Measure new traces into it with `budget measure --into`.',
  },
} satisfies Record<string, DiagnosticHelp>;
