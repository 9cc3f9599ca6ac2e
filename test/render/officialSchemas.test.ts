import { describe, expect, it } from 'vitest';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { junitErrors, sarifErrors } from '../support/officialSchemas.ts';
import { ROOT, runCommand } from '../support/runCommand.ts';

const CASES = join(ROOT, 'test/cases/check');
const EXAMPLE = 'examples/realtime-agent';

const checked = (name: string, format: string) =>
  runCommand(['check', 'bad.yaml', 'good.yaml', '--now', '2026-11-22', '-f', format], {
    cwd: join(CASES, name),
  });

/** What gives findings or verdicts in these formats, beside `check`. */
const OTHERS = [
  ['solve', `${EXAMPLE}/spec.yaml`, '-q'],
  ['diff', `${EXAMPLE}/spec.yaml`, 'examples/service-business/spec.yaml'],
  ['diff', `${EXAMPLE}/table.yaml`, 'test/cases/check/accepted-broken/table.yaml'],
];

describe('the schema of SARIF 2.1.0', () => {
  it('refuses what is none: the test would notice', () => {
    expect(sarifErrors('{"version":"2.1.0"}')).not.toEqual([]);
    expect(sarifErrors('{"version":"2.1.0","runs":[{"tool":{"driver":{}}}]}')).not.toEqual([]);
  });

  it.each(readdirSync(CASES))('is kept by what check finds in %s', async (name) => {
    const { stdout } = await checked(name, 'sarif');
    expect(sarifErrors(stdout)).toEqual([]);
  });

  it.each(OTHERS)('is kept by %s %s', async (...argv) => {
    const { stdout } = await runCommand([...argv, '-f', 'sarif']);
    expect(sarifErrors(stdout)).toEqual([]);
  });

  it('says that a file which is wrong was not checked', async () => {
    const success = async (name: string) => {
      const { runs } = JSON.parse((await checked(name, 'sarif')).stdout) as {
        runs: { invocations: { executionSuccessful: boolean }[] }[];
      };
      return runs[0]?.invocations[0]?.executionSuccessful;
    };
    expect(await success('wrong-unit')).toBe(false);
    expect(await success('accepted-broken')).toBe(true);
  });
});

describe('Jenkins’ schema of JUnit results', () => {
  it('refuses what is none: the test would notice', async () => {
    expect(await junitErrors('<testsuites><testsuite/></testsuites>')).not.toEqual([]);
  });

  it('is kept by check, solve, diff and verify', async () => {
    const found = await Promise.all(
      readdirSync(CASES).map(async (name) => (await checked(name, 'junit')).stdout),
    );
    const others = await Promise.all(
      OTHERS.map(async (argv) => (await runCommand([...argv, '-f', 'junit'])).stdout),
    );
    const verify = await runCommand([
      'verify',
      'examples/measured-agent/signed.yaml',
      'examples/measured-agent/launch',
      '-f',
      'junit',
    ]);
    expect(await junitErrors(...found, ...others, verify.stdout)).toEqual([]);
  });

  it('tells a rule that is broken from a file that is wrong', async () => {
    const { stdout: broken } = await checked('accepted-broken', 'junit');
    expect(broken).toMatch(/<testsuites name="budget check" tests="\d+" failures="1" errors="0">/);
    const { stdout: wrong } = await checked('wrong-unit', 'junit');
    expect(wrong).toMatch(/<testsuites name="budget check" tests="\d+" failures="0" errors="1">/);
    expect(wrong).toContain('<error message="&quot;3&quot; has no unit');
  });
});
