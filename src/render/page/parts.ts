import type { Wait } from '../../table/waitsSchema.ts';
import type { AgentView } from './agentView.ts';
import { cards } from './cards.ts';
import { chartWords } from './chart/chartWords.ts';
import { cliffTable } from './cliffTable.ts';
import { type Html, markup } from './html.ts';
import { offer } from './offer.ts';
import type { TakenApart } from './takenApart.ts';
import { tasks } from './tasks.ts';
import { verdict, verdictWords } from './verdict.ts';
import { waits } from './waits.ts';
import { waterfalls } from './waterfall.ts';

/** What the parts of a section that follow the sliders need beside a view. */
export interface PartsContext {
  /** The page is about one agent, whose name commands leave out. */
  readonly alone: boolean;
  /** The command that asks the same; null where there is no spec. */
  readonly ask: string | null;
  readonly spec: string | null;
  readonly waits: readonly Wait[];
  readonly explained: readonly TakenApart[];
}

/** The parts of an agent's section that hang on its limits, by name; empty where there is nothing to say. */
export const PARTS: Readonly<
  Record<string, (view: AgentView, context: PartsContext) => Html | null>
> = {
  verdict,
  aloud: (view) => markup`${verdictWords(view)}`,
  'chart-words': (view) => markup`${chartWords(view)}`,
  cards,
  offer: (view, { alone, ask }) => offer(view, alone, ask),
  cliff: cliffTable,
  waterfall: (view, { explained, spec }) => waterfalls(view, explained, spec),
  tasks,
  waits: (view, context) => waits(view, context.waits),
};

/** An element that holds a part and is filled again when a slider moves. */
export function part(name: string, view: AgentView, context: PartsContext): Html {
  return markup`<div data-part="${name}">${PARTS[name]?.(view, context) ?? null}</div>`;
}
