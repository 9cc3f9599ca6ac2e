import type { Command } from 'commander';
import { suggest } from '../spec/findings.ts';
import { EXIT, type ExitCode } from './exitCode.ts';
import type { Io } from './io.ts';
import { UsageError } from './usageError.ts';

/** A verb with the flags it takes. */
interface Verb {
  readonly name: string;
  readonly description: string;
  readonly flags: readonly { readonly long: string; readonly description: string }[];
}

const SHELLS = { bash, zsh, fish } as const;

/** `budget completion <shell>`: a script that completes verbs, flags and file names. */
export function runCompletion(shell: string, program: Command, io: Io): ExitCode {
  const names = Object.keys(SHELLS);
  if (!isShell(shell))
    throw new UsageError(`there is no completion for "${shell}"`, suggest(shell, names));
  io.stdout.write(`${SHELLS[shell](verbsOf(program))}\n`);
  return EXIT.done;
}

function isShell(shell: string): shell is keyof typeof SHELLS {
  return Object.hasOwn(SHELLS, shell);
}

function verbsOf(program: Command): Verb[] {
  return program.commands.map((command) => ({
    name: command.name(),
    description: command.description(),
    flags: command.options.flatMap(({ long, description }) =>
      long === null || long === undefined ? [] : [{ long, description }],
    ),
  }));
}

function bash(verbs: readonly Verb[]): string {
  const cases = verbs.map(
    ({ name, flags }) => `    ${name}) words="${flags.map(({ long }) => long).join(' ')}" ;;`,
  );
  return [
    '# budget completion bash > /etc/bash_completion.d/budget, or: source <(budget completion bash)',
    '_budget() {',
    '  local current="${COMP_WORDS[COMP_CWORD]}" words=""',
    '  COMPREPLY=()',
    '  if [ "$COMP_CWORD" -eq 1 ]; then',
    `    COMPREPLY=($(compgen -W "${verbs.map(({ name }) => name).join(' ')}" -- "$current"))`,
    '    return',
    '  fi',
    '  case "${COMP_WORDS[1]}" in',
    ...cases,
    '  esac',
    '  case "$current" in',
    '    -*) COMPREPLY=($(compgen -W "$words" -- "$current")) ;;',
    '    *) COMPREPLY=($(compgen -f -- "$current")) ;;',
    '  esac',
    '}',
    'complete -o filenames -F _budget budget',
  ].join('\n');
}

function zsh(verbs: readonly Verb[]): string {
  const cases = verbs.map(
    ({ name, flags }) =>
      `    ${name}) _arguments ${flags.map((flag) => quoted(`${flag.long}[${bracketed(flag.description)}]`)).join(' ')} '*:file:_files' ;;`,
  );
  return [
    '#compdef budget',
    '# budget completion zsh > "${fpath[1]}/_budget"',
    '_budget() {',
    '  local -a verbs',
    '  verbs=(',
    ...verbs.map(({ name, description }) => `    ${quoted(`${name}:${description}`)}`),
    '  )',
    '  if (( CURRENT == 2 )); then',
    "    _describe 'verb' verbs",
    '    return',
    '  fi',
    '  local verb="${words[2]}"',
    '  shift words',
    '  (( CURRENT-- ))',
    '  case "$verb" in',
    ...cases,
    '  esac',
    '}',
    'compdef _budget budget',
  ].join('\n');
}

function fish(verbs: readonly Verb[]): string {
  return [
    '# budget completion fish > ~/.config/fish/completions/budget.fish',
    ...verbs.map(
      ({ name, description }) =>
        `complete -c budget -n __fish_use_subcommand -a ${name} -d ${quoted(description)}`,
    ),
    ...verbs.flatMap(({ name, flags }) =>
      flags.map(
        ({ long, description }) =>
          `complete -c budget -n '__fish_seen_subcommand_from ${name}' -l ${long.slice(2)} -d ${quoted(description)}`,
      ),
    ),
  ].join('\n');
}

/** In single quotes, as all three shells read them. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", '’')}'`;
}

/** Brackets and colons have a meaning in zsh's specifications. */
function bracketed(text: string): string {
  return text.replaceAll('[', '(').replaceAll(']', ')').replaceAll(':', '\\:');
}
