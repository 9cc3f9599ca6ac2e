// The first command of the README: measures real traces, solves the table it just measured, then
// solves the essay's agent. Writes to demo/ only.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

function budget(...args) {
  console.log(`\n$ budget ${args.join(' ')}\n`);
  const { status } = spawnSync(process.execPath, [join(root, 'dist/cli.js'), ...args], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? 1);
}

mkdirSync(join(root, 'demo'), { recursive: true });
cpSync(join(root, 'examples/measured-agent/spec.yaml'), join(root, 'demo/spec.yaml'));

budget('measure', 'examples/measured-agent/traces', '-o', 'demo/table.yaml');
budget('table', 'demo/table.yaml');
budget('solve', 'demo/spec.yaml');
budget('solve', 'examples/realtime-agent/spec.yaml');
console.log(
  '\nNext: budget measure your-traces.jsonl -o table.yaml, and a spec like\nexamples/measured-agent/spec.yaml.',
);
