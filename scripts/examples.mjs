// Writes everything in the repository that is made from something else: the outputs beside the
// examples, the measured example's table, and the JSON Schemas. With --check it writes nothing
// and fails when a file differs.
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const check = process.argv.includes('--check');

/** Output of the command line tool, run in the repository without colours. */
function budget(...args) {
  return execFileSync(process.execPath, [join(root, 'dist/cli.js'), ...args], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '', COLUMNS: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 64 * 1024 * 1024,
  });
}

const made = new Map();

const COST_FORMATS = { txt: 'table', md: 'markdown', json: 'json', csv: 'csv' };

for (const name of ['spec', 'table', 'result', 'cost', 'verify'])
  made.set(`schemas/${name}.json`, () => budget('schema', name));

// A table that is measured from traces beside it is measured again, into what people wrote in it.
for (const example of readdirSync(join(root, 'examples')).sort()) {
  const folder = `examples/${example}`;
  if (!existsSync(join(root, folder, 'spec.yaml'))) continue;
  if (existsSync(join(root, folder, 'traces')))
    made.set(`${folder}/table.yaml`, () => measured(folder));
  made.set(`${folder}/solve.md`, () =>
    budget('solve', `${folder}/spec.yaml`, '-f', 'markdown', '-q'),
  );
  made.set(`${folder}/solve.json`, () =>
    budget('solve', `${folder}/spec.yaml`, '-f', 'json', '-q'),
  );
  made.set(`${folder}/solve.txt`, () => budget('solve', `${folder}/spec.yaml`, '-q'));
  if (example !== 'service-business') continue;
  for (const [ending, format] of Object.entries(COST_FORMATS))
    made.set(`${folder}/cost.${ending}`, () =>
      budget('cost', `${folder}/spec.yaml`, '-f', format, '-q'),
    );
}

// Pictures that docs/output.md shows: those that lie beside Markdown in a file.
for (const [verb, example, names] of [
  ['solve', 'realtime-agent', ['frontier', 'waterfall']],
  ['cost', 'service-business', ['support.volume']],
])
  for (const name of names)
    made.set(`docs/pictures/${example}.${name.split('.').at(-1)}.svg`, () =>
      beside(verb, example, `made.${name}.svg`),
    );

/** A file that is written beside Markdown. */
function beside(verb, example, file) {
  const scratch = mkdtempSync(join(tmpdir(), 'budget-'));
  try {
    budget(verb, `examples/${example}/spec.yaml`, '-q', '-o', join(scratch, 'made.md'));
    return readFileSync(join(scratch, file), 'utf8');
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

function measured(folder) {
  const scratch = mkdtempSync(join(tmpdir(), 'budget-'));
  try {
    budget('measure', `${folder}/traces`, '-q', '-o', join(scratch, 'table.yaml'));
    const text = readFileSync(join(scratch, 'table.yaml'), 'utf8');
    return `# yaml-language-server: $schema=../../schemas/table.json\n${text}`;
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

// Output shown in a page is what the command above it prints: a console block with more than its
// command is filled in again.
for (const page of [
  'README.md',
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .sort()
    .map((name) => `docs/${name}`),
]) {
  made.set(page, () => withFindings(page, filledIn(readFileSync(join(root, page), 'utf8'))));
}

function filledIn(text) {
  return text.replace(
    /```console\n\$ budget ([^\n]*)\n[^`]+```/g,
    (_, args) => `\`\`\`console\n$ budget ${args}\n${budget(...args.split(' '))}\`\`\``,
  );
}

// Every code has a page, and docs/rules.md lists them: from the table that messages come from.
const codes = JSON.parse(budget('explain', '-f', 'json'));

function withFindings(page, text) {
  if (page !== 'docs/rules.md') return text;
  const rows = codes.map(
    ({ code, severity, title }) => `| [${code}](codes/${code}.md) | ${severity} | ${title} |`,
  );
  const section = ['## Findings', '', '| code | severity | what |', '|---|---|---|', ...rows, ''];
  return `${text.replace(/\n*## Findings\n[^]*$/, '\n')}\n${section.join('\n')}`;
}

for (const { code } of codes)
  made.set(
    `docs/codes/${code}.md`,
    () => `${budget('explain', code, '-f', 'markdown')}${exampleOf(code)}`,
  );

/** What `check` prints about a file that has the finding, and the same file without it. */
function exampleOf(code) {
  const folder = `test/cases/check/${code}`;
  if (!existsSync(join(root, folder, 'expected.txt'))) return '';
  const expected = readFileSync(join(root, folder, 'expected.txt'), 'utf8');
  const found = expected
    .split('\n\n')
    .map((block) => block.replace(/^\$ budget check bad\.yaml\n/, ''))
    .filter((block) => block.split('\n')[0].endsWith(`[${code}]`));
  const fence = (language, text) => `\`\`\`${language}\n${text.trimEnd()}\n\`\`\``;
  return `\nFor example:\n\n${fence('text', found.join('\n\n'))}\n`;
}

const different = [];
for (const [path, make] of made) {
  const target = join(root, path);
  const before = existsSync(target) ? readFileSync(target, 'utf8') : null;
  const after = make();
  if (before === after) continue;
  different.push(path);
  if (check) continue;
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, after);
}

for (const path of different) console.log(`${check ? 'differs' : 'written'}  ${path}`);
if (different.length === 0) console.log(`${made.size} generated files are up to date`);
if (check && different.length > 0) {
  console.error('run: npm run examples');
  process.exitCode = 1;
}
