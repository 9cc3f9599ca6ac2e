import type { AgentResult } from '../../solver/result.ts';
import type { Asked } from './agentView.ts';
import type { PageCosts } from './costs/pageCosts.ts';
import type { TakenApart } from './takenApart.ts';
import type { WrittenWhatIf } from '../../solver/whatIf/written.ts';
import type { SolveReport } from '../report.ts';
import type { TableReport } from '../table/tableReport.ts';
import type { Wait } from '../../table/waitsSchema.ts';

/** All that a page is made of. */
export interface PageInput {
  /** Names what the page is about: the spec's file, or the table. */
  readonly title: string;
  /** What follows `budget solve` to ask the same again; null for a saved result without its spec. */
  readonly spec: string | null;
  readonly report: SolveReport;
  /** As many as the report has agents. */
  readonly agents: readonly PageAgent[];
  readonly table: PageTable | null;
  /** From when on a wait is felt, and by whom it was found. */
  readonly waits: readonly Wait[];
  /** An interval meets a limit only if its worse end does. */
  readonly strict: boolean;
}

/** One agent of a page. */
export interface PageAgent {
  readonly result: AgentResult;
  /** What sliders are answered from; null where the spec is not at hand. */
  readonly whatIf: WrittenWhatIf | null;
  /** Architectures taken apart: what may be offered, and what runs today. */
  readonly explained: readonly TakenApart[];
  /** Cost per model and host; null where only one could run. */
  readonly costs: PageCosts | null;
}

/** The conversion table behind a page. */
export type PageTable = Pick<TableReport, 'name' | 'measured' | 'rows'>;

/** What the script of a page reads. */
export interface PageData {
  readonly strict: boolean;
  readonly spec: string | null;
  readonly waits: readonly Wait[];
  readonly agents: readonly PageDataAgent[];
}

export interface PageDataAgent extends Asked {
  readonly agent: string;
  readonly whatIf: WrittenWhatIf | null;
  /** Places among the stored architectures of those that none beats. */
  readonly frontier: readonly number[];
  readonly explained: readonly TakenApart[];
  readonly costs: PageCosts | null;
}
