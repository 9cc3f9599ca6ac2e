import { resolve } from 'node:path';
import { wrap } from '../render/text/wrap.ts';
import { basisOf } from '../solver/basis/basis.ts';
import { counterproposal } from '../solver/counterproposal.ts';
import { evaluation } from '../solver/evaluation.ts';
import { findById, shownArchitectures } from '../solver/findById.ts';
import type { Choices } from '../solver/choices.ts';
import type { Problem } from '../solver/problem.ts';
import type { Signed } from '../spec/accepted/acceptedValue.ts';
import { earlierAccepted } from '../spec/accepted/earlier.ts';
import { movedSpec } from '../spec/accepted/movedSpec.ts';
import { signInto } from '../spec/accepted/signInto.ts';
import { suggest } from '../spec/findings.ts';
import type { Accepted } from '../spec/accepted/acceptedSchema.ts';
import { sha256 } from '../spec/textHash.ts';
import type { Edited } from '../yaml/setKey.ts';
import { type Answers, answers } from './answers.ts';
import { EXIT, type ExitCode } from './exitCode.ts';
import type { GlobalFlags } from './global.ts';
import type { Io } from './io.ts';
import { readToEdit } from './nodeFiles.ts';
import { screenFor } from './screenFor.ts';
import { today } from './today.ts';
import { UsageError } from './usageError.ts';
import { writeFile } from './writeOutputs.ts';

export interface AcceptFlags extends GlobalFlags {
  readonly product?: string;
  readonly engineering?: string;
  readonly why?: readonly string[];
  readonly amend?: boolean;
  readonly now?: string;
}

/** `budget accept <spec> <id>`: records a counterproposal that both sides signed in the spec. */
export function runAccept(spec: string, id: string, flags: AcceptFlags, io: Io): ExitCode {
  const output = destination(spec, flags);
  const answered = answers(spec, { ...flags, quiet: true }, io);
  if (answered === null) return EXIT.failed;
  const { problem, choices } = architectureOf(answered, id);
  const { accepted } = answered.loaded.spec?.agents[problem.agent] ?? {};
  refuseSecond(problem.agent, accepted, flags.amend ?? false);
  const text = readToEdit(io.cwd, spec);
  const signed = signature(answered, problem, choices, flags, {
    date: today(io, flags.now),
    history:
      accepted === undefined ? [] : earlierAccepted(text, ['agents', problem.agent, 'accepted']),
  });
  const table = answered.loaded.spec?.table ?? '';
  const to = output === '-' ? spec : output;
  const moved = movedSpec(text, table, resolve(io.cwd, spec), resolve(io.cwd, to));
  writeFile(io, output, written(signInto(written(moved), spec, signed)));
  io.stderr.write(unsigned(flags));
  if (output === '-') return EXIT.done;
  const { width } = screenFor(io, { color: flags.color ?? false });
  const said = [
    `✓ ${problem.agent}: "${signed.offer.statement}"`,
    `accepted as ${id} in ${output}; budget check holds both sides to it`,
  ];
  io.stdout.write(`${said.map((line) => wrap(line, width)).join('\n')}\n`);
  return EXIT.done;
}

function written(edited: Edited): string {
  if ('text' in edited) return edited.text;
  throw new UsageError(
    `${edited.problem}; nothing was changed`,
    'write the agent as indented keys, one a line',
  );
}

/** Who signed, for those sides that somebody has. */
function signatures({ product, engineering }: AcceptFlags): Record<string, string> {
  return {
    ...(product === undefined ? {} : { product: nameIn('--product', product) }),
    ...(engineering === undefined ? {} : { engineering: nameIn('--engineering', engineering) }),
  };
}

/** In a script, a name that is empty is a variable that is not set. */
function nameIn(flag: string, name: string): string {
  if (name.trim() !== '') return name;
  throw new UsageError(`${flag} takes the name of who signs, and is empty`, null);
}

/** What is still to be done where a side has not signed; nothing where both have. */
function unsigned(flags: AcceptFlags): string {
  const by = signatures(flags);
  const missing = ['product', 'engineering'].filter((side) => !(side in by));
  if (missing.length === 0 || flags.quiet === true) return '';
  const names = missing.map((side) => `--${side} NAME`).join(' ');
  return `warning: nobody has signed for ${missing.join(' and ')}: budget check fails until somebody has\nhelp: accept it again with --amend ${names}\n`;
}

function destination(spec: string, { output, set, format }: AcceptFlags): string {
  if ((set ?? []).length > 0)
    throw new UsageError(
      'accept takes no --set: what is signed is what the spec says',
      'write the change into the spec first',
    );
  if (format !== undefined)
    throw new UsageError('accept writes YAML and has no other format', null);
  if ((output ?? []).length > 1) throw new UsageError('accept writes one file', null);
  return output?.[0] ?? spec;
}

function architectureOf(
  { loaded, results }: Answers,
  id: string,
): { readonly problem: Problem; readonly choices: Choices } {
  for (const [index, problem] of loaded.problems.entries()) {
    const result = results[index];
    const choices = result && findById(problem, result, id);
    if (choices) return { problem, choices };
  }
  const known = results.flatMap((result) => shownArchitectures(result).map((each) => each.id));
  throw new UsageError(
    `no architecture of this spec has the id "${id}"`,
    suggest(id, [...new Set(known)]) ?? 'budget solve prints the ids',
  );
}

function refuseSecond(agent: string, accepted: Accepted | undefined, amend: boolean): void {
  if (accepted === undefined || amend) return;
  throw new UsageError(
    `${agent} already has a counterproposal, accepted on ${accepted.date}`,
    '--amend records the new one and keeps the old one in its history',
  );
}

function signature(
  { loaded }: Answers,
  problem: Problem,
  choices: Choices,
  flags: AcceptFlags,
  { date, history }: Pick<Signed, 'date' | 'history'>,
): Signed {
  const evaluated = evaluation(problem);
  const candidate = evaluated.candidate(choices);
  const offer = counterproposal(evaluated, choices);
  return {
    problem,
    candidate,
    offer,
    basis: basisOf(problem, candidate),
    date,
    by: signatures(flags),
    why: reasonsFrom(flags.why ?? [], Object.keys(offer.architecture.choices)),
    table: {
      sha256: sha256(loaded.tableSource?.text ?? ''),
      measured: loaded.table?.measured?.to ?? null,
    },
    history,
  };
}

/** `--why plan="fast path"`: reasons by choice. */
function reasonsFrom(texts: readonly string[], keys: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    texts.map((text) => {
      const [, key = '', reason = ''] = /^([^=]+)=(.+)$/su.exec(text) ?? [];
      if (key === '')
        throw new UsageError(
          `--why takes choice=reason, not "${text}"`,
          'as in --why plan="fast path"',
        );
      if (!keys.includes(key))
        throw new UsageError(`--why: there is no choice "${key}"`, suggest(key, keys));
      return [key, reason];
    }),
  );
}
