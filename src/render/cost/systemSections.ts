import type { SharedHost } from '../../solver/costing/systemCost.ts';
import { listed } from '../../units/listed.ts';
import { formatMoney } from '../../units/money.ts';
import { moneyOrUnknown } from '../words.ts';
import type { CostReport } from './report.ts';
import type { Section } from './section.ts';

/** All agents together: machines and people apart. */
export function totalSection({ agents, system }: CostReport): Section[] {
  if (agents.length < 2) return [];
  const { launch, month12 } = system.perMonth;
  const later = month12 === null ? '' : `, ${formatMoney(month12)} in month 12`;
  const people = system.people === null ? '' : ` People: ${formatMoney(system.people)} a month.`;
  const names = agents.map(({ agent }) => agent);
  return [
    {
      title: null,
      sentences: [
        `${agents.length} agents (${listed(names)}), each as offered: machines ${moneyOrUnknown(launch)} a month${later}.${people}`,
      ],
    },
  ];
}

/** Replicas that several agents could share, one table per model. */
export function sharedSections({ system }: CostReport): Section[] {
  const models = [...new Set(system.shared.map(({ model }) => model))];
  return models.map((model) => sharedSection(system.shared.filter((host) => host.model === model)));
}

function sharedSection(hosts: readonly SharedHost[]): Section {
  const [first] = hosts;
  return {
    title: `${first?.model}, shared by several agents:`,
    table: {
      columns: [
        { head: '' },
        { head: 'host' },
        { head: 'shared by', breaksTo: 12, optional: 1 },
        { head: 'copies', align: 'right', optional: 2 },
        { head: 'together', align: 'decimal' },
        { head: 'apart', align: 'decimal' },
      ],
      rows: hosts.map((host) => [
        host.feasible ? '✓' : '✗',
        host.host,
        listed([...new Set(host.agents)]),
        replicaWords(host),
        formatMoney(host.together),
        formatMoney(host.apart),
      ]),
    },
    remarks: hosts.every(({ feasible }) => feasible) ? [] : ['✗: an agent misses a limit there'],
  };
}

function replicaWords({ replicas, replicasInTwelveMonths: later }: SharedHost): string {
  return later === null || later === replicas ? String(replicas) : `${replicas} → ${later}`;
}
