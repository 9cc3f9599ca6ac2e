import type { Choices } from './choices.ts';
import type { ShortcutGroup } from './shortcutGroups.ts';
import { NO_LOOKUPS, type Outcome } from './shortcutOutcomes.ts';

/** How a stretch of the workflow is run: with or without shortcuts, and how their lookups ended. */
export interface Run {
  readonly choices: Choices;
  /** Redone stretches consult no shortcuts. */
  readonly shortcuts: boolean;
  /** The group whose lookups have ended as `outcome` says, so that it is not consulted again. */
  readonly group: ShortcutGroup | null;
  readonly outcome: Outcome;
}

/** A run of the whole workflow, before any lookup. */
export function freshRun(choices: Choices, shortcuts: boolean): Run {
  return { choices, shortcuts, group: null, outcome: NO_LOOKUPS };
}
