import type { DiagnosticHelp } from './diagnosticHelp.ts';

/** Prices, hosts, caches, batches and traffic. */
export const COST_CODES = {
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
  'fixed-cost-unspread': {
    severity: 'warning',
    title: 'a fixed cost has no traffic to spread over',
    help: 'A fixed cost per month becomes a cost per request by dividing it by the number of requests. Without `traffic` that number is unknown, and the fixed cost is left out of the cost per request. State `traffic`, as in `conversations: 1500/month`.',
  },
  'gpu-too-small': {
    title: 'a GPU is too small for the model',
    help: 'The weights of the model, with the memory that one request takes, are more than the GPU has. The model is left out on that host. Name a larger GPU, several that work as one (`count: 2`), or a smaller precision (`precision: fp8`) under `gpus:` in the table.',
  },
  'later-volume-missing': {
    severity: 'warning',
    title: 'the volume of month 12 is missing',
    help: 'What a design costs is decided by the volume it will have, not by the volume at launch. Without `in_12_months` the cost in a year is unknown, and so is whether another host would be cheaper by then. State it under `traffic`.',
  },
  'prices-stale': {
    severity: 'warning',
    title: 'the price list is old',
    help: 'The prices of models were last checked more than 90 days ago. Providers change them several times a year, and every cost in the answer follows. Take a newer release, or state `prices:` in the table.',
  },
  'reasoning-near-limit': {
    severity: 'warning',
    title: 'reasoning close to the output limit',
    help: 'Hidden reasoning counts against the number of tokens a model may write. Where the average takes more than 80% of it, the longer half leaves no room for an answer, and requests fail or are cut off. Lower the effort or take a model with a larger limit.',
  },
  'tokens-beyond-input': {
    severity: 'warning',
    title: 'parts of the input that are more than the input',
    help: 'In `tokens`, `input` is everything the model reads in a call: the prefix, the history and what comes from the cache or goes into it. Here a part is more than the whole. Some providers, Anthropic among them, count cached tokens beside the input; copied from there, the cost is too low, since no more than the input is charged. Write their sum as `input`.',
  },
  'unknown-price': {
    severity: 'warning',
    title: 'the price of a model is unknown',
    help: 'No price list has the model, so cost cannot be computed for variants that use it. Add it under `prices:` in the table, or use a name from tables/models.yaml.',
  },
} satisfies Record<string, DiagnosticHelp>;
