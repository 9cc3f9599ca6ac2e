// How long whole commands take against `node -e 0`, which loads nothing: what is felt in an editor, a
// hook, or CI on hundreds of files. Every run is paired with a bare one right before it. Ratios of wall
// times are medians of pairs; where the system counts it (Linux), CPU seconds are compared, too, which
// hold on machines that others use as well.
//   node scripts/build.mjs && node bench/start.mjs [pairs, 11 unless told]
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { cpuOfChildren, STAT } from './cpuOfChildren.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const CLI = fileURLToPath(new URL('../dist/cli.js', import.meta.url));
const PAIRS = Number(process.argv[2] ?? 11);

/** What is aimed at, as multiples of bare Node's wall time. */
const BARS = { '--version': 1.4, solve: 2.2 };

const examples = readdirSync(new URL('../examples', import.meta.url)).sort();
const specOf = (example) => `examples/${example}/spec.yaml`;

if (process.env.NODE_EXTRA_CA_CERTS !== undefined)
  console.log(
    'NODE_EXTRA_CA_CERTS is set: every start of Node reads certificates, a bare one too.\n',
  );
console.log(`${''.padEnd(40)}    ms   wall    CPU   (× node -e 0)`);
row(['--version']);
row(['--help']);
const load = row(['solve', 'no-such-spec.yaml']);
const shares = examples.map((example) => {
  const check = row(['check', specOf(example)]);
  const solve = row(['solve', specOf(example)]);
  return [example, sharesOf(check, solve)];
});
console.log('\nWhere a solve goes, × node -e 0:');
for (const [example, parts] of shares) console.log(`  ${example.padEnd(18)}${parts}`);

function row(args) {
  const figures = pairs(args);
  const bar = args[1] === 'no-such-spec.yaml' ? undefined : BARS[args[0]];
  const name = `budget ${args.join(' ').replace('/spec.yaml', '')}`.padEnd(40);
  const { ms, wall, cpu } = figures;
  const verdict = bar === undefined ? '' : `   at most ${bar}: ${wall <= bar ? 'met' : 'not met'}`;
  const shown = `${ms.toFixed(0).padStart(6)}${ratio(wall)}${cpu === null ? '' : ratio(cpu)}`;
  console.log(`${name}${shown}${verdict}`);
  return cpu ?? wall;
}

function ratio(value) {
  return value.toFixed(2).padStart(7);
}

/** A spec that is not there ends once the program is loaded; `check` reads files and holds them to its rules. */
function sharesOf(check, solve) {
  const parts = { Node: 1, loading: load - 1, reading: check - load, solving: solve - check };
  return Object.entries(parts)
    .map(([name, share]) => `${name} ${share.toFixed(1)}`)
    .join(', ');
}

/** The first pair warms the file cache and is left out. */
function pairs(args) {
  timed(['-e', '0']);
  timed([CLI, ...args]);
  const runs = Array.from({ length: PAIRS }, () => ({
    bare: timed(['-e', '0']),
    own: timed([CLI, ...args]),
  }));
  const total = (of) => runs.reduce((sum, run) => sum + run[of].cpu, 0);
  return {
    ms: median(runs.map(({ own }) => own.ms)),
    wall: median(runs.map(({ bare, own }) => own.ms / bare.ms)),
    cpu: existsSync(STAT) ? total('own') / total('bare') : null,
  };
}

function timed(args) {
  const before = cpuIfCounted();
  const started = performance.now();
  spawnSync(process.execPath, args, { cwd: ROOT, stdio: 'ignore' });
  return { ms: performance.now() - started, cpu: cpuIfCounted() - before };
}

function cpuIfCounted() {
  return existsSync(STAT) ? cpuOfChildren() : 0;
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
