#!/usr/bin/env node
import { launch } from './commands/launch.ts';

process.exitCode = await launch({
  argv: process.argv.slice(2),
  stdout: process.stdout,
  stderr: process.stderr,
  stdin: process.stdin,
  env: process.env,
  cwd: process.cwd(),
});
