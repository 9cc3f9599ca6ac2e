/** Shared flags that are followed by a value. */
const WITH_VALUE = new Set(['-f', '--format', '-o', '--output', '--set', '--top', '--seed']);

const ABOUT_ALL = new Set(['-h', '--help', '-V', '--version']);

/**
 * The command line with its verb in front: `budget -q solve spec.yaml` is `budget solve -q spec.yaml`.
 * A word that is no verb stays alone, so that it is what the complaint is about.
 *
 * @example verbFirst(['--no-color', 'check', 'spec.yaml'], ['check']) // ['check', '--no-color', 'spec.yaml']
 */
export function verbFirst(argv: readonly string[], verbs: readonly string[]): string[] {
  let at = 0;
  while (argv[at]?.startsWith('-') === true && !ABOUT_ALL.has(argv[at] ?? ''))
    at += WITH_VALUE.has(argv[at] ?? '') ? 2 : 1;
  const verb = argv[at];
  if (verb === undefined || ABOUT_ALL.has(verb)) return [...argv];
  return verbs.includes(verb) ? [verb, ...argv.slice(0, at), ...argv.slice(at + 1)] : [verb];
}
