import { zeroLaw } from '../../latency/certain.ts';
import { withChance } from '../../latency/chance.ts';
import type { LatencyInput } from '../../latency/latencyInput.ts';
import type { Lattice, Law } from '../../latency/law.ts';
import { repeat } from '../../latency/repeat.ts';
import type { Option as Way, Step, Tool } from '../problem.ts';
import type { Clockwork } from './clocks.ts';
import { signOfCalls, type SignRule, silent } from './sign.ts';
import { type Times, timesWithChance } from './times.ts';

/** One cell is enough for a time that nobody asks about. */
const UNASKED: Lattice = { step: 1, size: 1 };

/** Times of single steps, tools and lookups, as far as they are followed. */
export class StepTimes {
  readonly #clockwork: Clockwork;
  readonly #nothing: Times;

  constructor(clockwork: Clockwork) {
    this.#clockwork = clockwork;
    this.#nothing = {
      law: zeroLaw(clockwork.end?.lattice ?? UNASKED),
      signs: clockwork.rules.map(({ composer }) => silent(zeroLaw(composer.lattice))),
    };
  }

  nothing(): Times {
    return this.#nothing;
  }

  /** All calls of a step in requests that run it. */
  once(step: Step, way: Way): Times {
    return {
      law: this.#end((law) => repeat(law, step.calls), way.latency),
      signs: this.#clockwork.rules.map((rule) => signOfCalls(rule, step, way)),
    };
  }

  /** A step, its chance of being run included. */
  step(step: Step, way: Way): Times {
    return timesWithChance(this.once(step, way), step.chance);
  }

  tool(tool: Tool, way: Way): Times {
    const whole = (law: Law) => withChance(repeat(law, tool.calls), tool.chance);
    return {
      law: this.#end(whole, way.latency),
      signs: this.#silent((rule) => whole(rule.composer.law(way.latency))),
    };
  }

  lookup(input: LatencyInput): Times {
    return {
      law: this.#end((law) => law, input),
      signs: this.#silent(({ composer }) => composer.law(input)),
    };
  }

  #end(whole: (law: Law) => Law, input: LatencyInput): Law {
    const { end } = this.#clockwork;
    return end === null ? this.#nothing.law : whole(end.law(input));
  }

  #silent(law: (rule: SignRule) => Law): Times['signs'] {
    return this.#clockwork.rules.map((rule) => silent(law(rule)));
  }
}
