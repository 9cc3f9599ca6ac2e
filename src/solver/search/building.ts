import type { Slack } from './slack.ts';

/** The workflow couples its steps in a way that only trying everything can follow. */
export class Coupled extends Error {}

/** Where a stretch lies in the workflow. */
export interface Where {
  /** Inside a loop or under a shortcut, so that its time and cost count in more than one way. */
  readonly redone: boolean;
  /** It runs in every request, so that nothing can be faster or cheaper than it. */
  readonly certain: boolean;
}

/** In none of a loop, a shortcut, or a branch. */
export const OUTSIDE: Where = { redone: false, certain: true };

/** What no architecture in question may exceed; stretches that do are dropped at once. */
export interface Bounds {
  /** Percentiles of the end to end time, in ms. */
  readonly ends: readonly { readonly p: number; readonly ms: number }[];
  /** USD per request. */
  readonly cost: number;
}

/** Whoever waits for a long search learns that it goes on; what is found does not hang on it. */
export type Watch = () => void;

/** How options are built. */
export interface Building {
  /** False keeps every option, for counting. Default true. */
  readonly prune?: boolean;
  readonly bounds?: Bounds;
  /** Lets nearly equal options go where there are too many; without it, all stay. */
  readonly slack?: Slack;
  /** Called now and then while options are built. */
  readonly watch?: Watch;
  /** Worth of a set of tools; tools may then be dropped as the problem's limit allows. */
  readonly worth?: WorthOf;
}

/** Worth of tools: added up from those that are dropped, or of the whole set. */
export type WorthOf =
  | { readonly kind: 'sum'; readonly dropped: (tool: string) => number }
  | { readonly kind: 'set'; readonly kept: (tools: readonly string[]) => number };
