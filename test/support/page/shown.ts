import type { AgentResult } from '../../../src/solver/result.ts';
import { runCommand } from '../runCommand.ts';

/** What a page and an answer of `solve` must agree on. */
export interface Shown {
  readonly fits: boolean;
  /** Per card: what gives way, the architecture, and what it costs. */
  readonly cards: readonly (readonly [string | null, string | null, string])[];
  readonly offer: string;
}

/** What an answer says. */
export function saidBy({ feasibleCount, pickTwo, proposal }: AgentResult): Shown {
  return {
    fits: feasibleCount.value > 0,
    cards: pickTwo.map(({ gives, architecture, price }) => [
      gives,
      architecture?.id ?? null,
      price,
    ]),
    offer: proposal.statement,
  };
}

/** What `budget solve` says to a command that a page shows, by agent. */
export async function solvedAs(command: string): Promise<Map<string, AgentResult>> {
  const [, ...args] = [...command.matchAll(/'([^']*)'|(\S+)/g)].map(
    ([, quoted, plain]) => quoted ?? plain ?? '',
  );
  const { code, stdout, stderr } = await runCommand([...args, '-f', 'json', '-q']);
  if (code !== 0) throw new Error(stderr);
  const { agents } = JSON.parse(stdout) as { agents: AgentResult[] };
  return new Map(agents.map((agent) => [agent.agent, agent]));
}
