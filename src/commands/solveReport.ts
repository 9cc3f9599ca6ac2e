import type { SolveReport } from '../render/report.ts';
import { seldomNotes } from '../spec/seldomNotes.ts';
import { type Answers, inputHashes } from './answers.ts';
import { version } from './version.ts';

/** The answers of a spec with what they were made from. */
export function solveReport({ loaded, results }: Answers): SolveReport {
  return {
    tool: { name: 'budget', version: version() },
    inputs: inputHashes(loaded),
    agents: results,
    // What the answer itself says is not said beside it as well.
    warnings: [...loaded.diagnostics, ...seldomNotes(loaded)].map((each) => ({
      ...each,
      // The names that inputs have, so that a result does not tell from where it was asked.
      file: loaded.inputs.find(({ file }) => file === each.file)?.path ?? each.file,
    })),
  };
}
