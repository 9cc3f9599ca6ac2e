import type { AgentCost } from '../../solver/costing/agentCost.ts';
import { formatMoney } from '../../units/money.ts';
import { formatPoints } from '../../units/points.ts';
import { formatShare } from '../../units/share.ts';
import { hostMarks } from '../hostMark.ts';
import type { Section } from './section.ts';

/** Wrong answers, escalations and impatience: apart from the machines. */
export function peopleSections(agent: AgentCost): Section[] {
  const sentences = [...peopleWords(agent), ...resendWords(agent)];
  return [
    ...(sentences.length === 0 ? [] : [{ title: 'People, apart from the machines:', sentences }]),
    ...upgradeSection(agent),
  ];
}

function peopleWords({ people, perCorrectAnswer, base }: AgentCost): string[] {
  if (people === null) return [];
  const perMonth = people.perMonth === null ? '' : `${formatMoney(people.perMonth)} a month`;
  const parts = [
    ...(people.escalations === null ? [] : [`escalations ${formatMoney(people.escalations)}`]),
    ...(people.wrongAnswers === null ? [] : [`wrong answers ${formatMoney(people.wrongAnswers)}`]),
  ];
  const right =
    perCorrectAnswer === null
      ? ''
      : ` A right answer costs ${formatMoney(perCorrectAnswer)}, of which machines are ${formatMoney(base.perRequest ?? 0)}.`;
  return [
    `${[perMonth, `${parts.join(', ')} a request`].filter((part) => part !== '').join(': ')}.${right}`,
  ];
}

/** Shares below this print as none. */
const HARDLY = 0.001;

function resendWords({ resends }: AgentCost): string[] {
  if (resends === null) return [];
  if (!Number.isFinite(resends.factor)) return ['Users resend faster than they are answered.'];
  if (resends.share < HARDLY) return ['Hardly anybody waits long enough to resend (under 0.1%).'];
  const cost = resends.perMonth === null ? '' : `, ${formatMoney(resends.perMonth)} a month more`;
  return [
    `Waiting too long, users resend ${formatShare(resends.share, 1)} of requests: ${formatShare(resends.factor - 1, 1)} more load${cost}.`,
  ];
}

function upgradeSection({ upgrades, hosts }: AgentCost): Section[] {
  if (upgrades.length === 0) return [];
  const mark = hostMarks(hosts);
  const priced = upgrades.some(({ pays }) => pays !== null);
  return [
    {
      title: 'An upgrade pays when a wrong answer costs more than:',
      table: {
        columns: [
          { head: '' },
          { head: 'upgrade' },
          { head: 'accuracy', align: 'decimal', optional: 2 },
          { head: 'a request', align: 'decimal', optional: 3 },
          { head: 'pays above', align: 'decimal' },
          ...(priced ? [{ head: 'here', optional: 1 }] : []),
        ],
        rows: upgrades.map(({ step, to, extraAccuracy, extraCost, worth, pays }) => [
          mark(step, to),
          `${step}: ${to}`,
          formatPoints(extraAccuracy),
          `+${formatMoney(extraCost)}`,
          formatMoney(worth),
          ...(priced ? [pays ? 'pays' : 'does not'] : []),
        ]),
      },
    },
  ];
}
