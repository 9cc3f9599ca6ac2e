import { listed } from '../units/listed.ts';
import { percentileName } from '../units/percentileName.ts';
import { formatShare } from '../units/share.ts';
import type { Diagnostic } from '../yaml/diagnostic.ts';
import { collectFindings, inFile } from './findings.ts';
import type { LoadedSpec } from './load.ts';
import { seldomShortcuts } from './rules/seldomShortcuts.ts';

/** One note for every agent whose shortcuts leave its percentile to the requests that miss (rule 3). */
export function seldomNotes({ problems, spec, read }: LoadedSpec): readonly Diagnostic[] {
  const findings = collectFindings();
  for (const problem of problems) {
    const agent = spec?.agents[problem.agent];
    if (agent === undefined || read === null) continue;
    const { p, shortcuts } = seldomShortcuts(problem, agent);
    if (shortcuts.length === 0) continue;
    const hits = shortcuts.map(
      ({ use, hit }, index) =>
        `${use}${index === 0 ? ' hits' : ''} ${formatShare(hit, 0)}${index === 0 ? ' of requests' : ''}`,
    );
    const who = problems.length === 1 ? '' : `${problem.agent}: `;
    findings.add(
      'note',
      'shortcut-below-percentile',
      inFile(read.specSource, ['agents', problem.agent, 'shortcuts'], 'key'),
      `${who}${listed(hits)}; the ${percentileName(p)} is made of those that miss`,
      `shortcuts lower the mean and the cost; for ${percentileName(p)}, make what they skip faster`,
    );
  }
  return findings.all;
}
