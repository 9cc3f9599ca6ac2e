import type { DiagnosticHelp } from './diagnosticHelp.ts';

/** Files as such: whether they can be read, and what any YAML file may get wrong. */
export const FILE_CODES = {
  conflict: {
    title: 'two keys exclude each other',
    help: 'Two keys in the same place say the same thing in different ways, so only one can hold. Examples are `latency` with `deadline`, and `requests` with `conversations`. Keep the one that is meant and remove the other.',
  },
  'duplicate-key': {
    title: 'a key is given twice',
    help: 'The same key appears twice in one map. YAML readers disagree about which one wins, so neither is used silently. Remove or rename one of them.',
  },
  'duplicate-name': {
    title: 'a name is used twice',
    help: 'Two things that are referred to by name, such as two workflow steps, have the same name. A choice for that name could mean either. Give one of them another name; a step can keep its component with `component:`.',
  },
  'empty-file': {
    title: 'the file is empty',
    help: 'The file has no content apart from comments. `budget init` writes a spec and a starter table to begin with.',
  },
  'file-not-found': {
    title: 'the file does not exist',
    help: 'No file has this path. Paths inside a spec are relative to the spec itself, paths on the command line to the current folder.',
  },
  'ignore-without-reason': {
    title: 'an ignore comment without a reason',
    help: '`# budget-ignore code: reason` hides a finding, and the reason is for whoever reads the file next. Without one, nobody can tell whether it still holds. Write why the finding may be ignored.',
  },
  'missing-key': {
    title: 'a key is missing',
    help: 'A key that has no default is missing. The message names it and the place where it belongs. `budget schema` prints what each key takes.',
  },
  'unknown-key': {
    title: 'an unknown key',
    help: 'The map does not take this key. It is most often a misspelling or a key in the wrong place, and ignoring it would silently drop what you asked for. The help line names the nearest key that fits, or lists those that do.',
  },
  'unknown-name': {
    title: 'a name that does not exist',
    help: 'The file refers to a component, variant, step, eval, model or host that is not defined in the spec, the table or the price lists. Check the spelling; the help line names the nearest one. A new one must be added to the table first.',
  },
  'unreadable-file': {
    title: 'the file cannot be read',
    help: 'The file exists but could not be read: it is a folder, permission is denied, or it is not text. Check the path and its permissions.',
  },
  'unsupported-version': {
    title: 'an unsupported version of the format',
    help: 'The `version` at the top of the file is not one that this release reads. A newer release may read it. Files of version 1 are read by every release so far.',
  },
  'unused-ignore': {
    severity: 'warning',
    title: 'an ignore comment that hides nothing',
    help: 'The comment names a code that is not found here, so it does nothing. The finding may have been fixed, may lie elsewhere, or the code is misspelt. Remove the comment or correct it.',
  },
  usage: {
    title: 'wrong usage of the command',
    help: 'A flag or an argument is unknown, missing or contradicts another one. `budget <verb> --help` lists what the verb takes, with an example.',
  },
  'wrong-type': {
    title: 'another kind of value is needed',
    help: 'The value is a list where a map is needed, text where a number is needed, or the like. In YAML, indentation and a forgotten dash or colon change the kind of a value. The message says what is needed.',
  },
  'wrong-unit': {
    title: 'a missing or wrong unit',
    help: 'Quantities carry their unit, so that nobody has to guess: `600ms`, `$0.02`, `95%`, `-8pt`, `1500/month`. Counts such as calls, turns and tokens are plain. The message says which units fit here.',
  },
  'wrong-value': {
    title: 'a value that does not fit',
    help: 'The value has the right kind but is not one that is allowed here: a word that is not in the list, or a number out of bounds. The message says what is allowed.',
  },
  'yaml-syntax': {
    title: 'not valid YAML',
    help: 'The file cannot be read as YAML. Common causes are tabs in the indentation, a forgotten quote or bracket, and text with a colon in it that needs quotes. Fix the first one first: later ones often disappear.',
  },
} satisfies Record<string, DiagnosticHelp>;
