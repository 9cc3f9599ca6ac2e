import { acceptedBroken } from './acceptedBroken.ts';
import { acceptedChoices } from './acceptedChoices.ts';
import { acceptedEdited } from './acceptedEdited.ts';
import { acceptedPredicted } from './acceptedPredicted.ts';
import { accuracyUnclear } from './accuracyUnclear.ts';
import { batchDeadline } from './batchDeadline.ts';
import { cacheInert } from './cacheInert.ts';
import { fewSamples } from './fewSamples.ts';
import { laterVolumeMissing } from './laterVolumeMissing.ts';
import { limitPercentile } from './limitPercentile.ts';
import { limitUnreachable } from './limitUnreachable.ts';
import { noSpread } from './noSpread.ts';
import { notAccepted } from './notAccepted.ts';
import { nothingStreams } from './nothingStreams.ts';
import { pricesStale } from './pricesStale.ts';
import { reasoningNearLimit } from './reasoningNearLimit.ts';
import type { Rule } from './rule.ts';
import { savedResultStale } from './savedResultStale.ts';
import { shortcutBelowPercentile } from './shortcutBelowPercentile.ts';
import { tableStale } from './tableStale.ts';
import { unowned } from './unowned.ts';
import { verifierBlocks } from './verifierBlocks.ts';

/** Everything that `budget check` looks at beside what keeps a file from being read. */
export const ALL_RULES: readonly Rule[] = [
  limitPercentile,
  notAccepted,
  limitUnreachable,
  nothingStreams,
  acceptedChoices,
  acceptedBroken,
  acceptedEdited,
  acceptedPredicted,
  unowned,
  accuracyUnclear,
  tableStale,
  pricesStale,
  fewSamples,
  noSpread,
  verifierBlocks,
  batchDeadline,
  cacheInert,
  reasoningNearLimit,
  shortcutBelowPercentile,
  laterVolumeMissing,
  savedResultStale,
];
