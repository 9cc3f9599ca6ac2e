import type { DiagnosticHelp } from './diagnosticHelp.ts';

/** The spec: limits, workflow, shortcuts, and what an answer needs. */
export const SPEC_CODES = {
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
  'limit-unreachable': {
    severity: 'warning',
    title: 'a limit that nothing reaches',
    help: 'No architecture keeps this limit, even if every other limit gives way. It is not a matter of choices: the table has no way to run the workflow this fast, this well or this cheaply. Relax the limit, or add another way to run a step to the table.',
  },
  'nothing-fits': {
    title: 'no architecture keeps every limit',
    help: 'The limits exclude each other under this table. `budget solve` shows what each one could reach if it alone gave way, and `budget propose` writes that as a counterproposal.',
  },
  'nothing-streams': {
    title: 'a limit on first output where nothing shows any',
    help: 'A limit on the first token or on first progress needs a step that shows something. Write `streams: true` on the step that writes the answer, or `shows_progress: true` on one that gives a sign of work.',
  },
  'shortcut-below-percentile': {
    severity: 'note',
    title: 'a shortcut that cannot help the percentile',
    help: 'A shortcut that hits 30% of requests leaves 70% as slow as they were, and a p95 is decided by the slowest 5%. Caches lower the mean and the cost. To lower the percentile, make the steps they skip faster.',
  },
  'too-many-architectures': {
    title: 'too many architectures to consider',
    help: 'The steps of the workflow are coupled in a way that only trying every architecture can follow exactly, and there are too many for that. Leave out `--exact` for the best that can be found, limit `variants`, fix the order, or remove `optional` where nothing is to be decided.',
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
} satisfies Record<string, DiagnosticHelp>;
