#!/usr/bin/env node
import { launch } from './commands/launch.ts';

process.exitCode = await launch({
  argv: process.argv.slice(2),
  stdout: process.stdout,
  // Node opens these two when they are first asked for, which takes milliseconds; few runs need them.
  get stderr() {
    return process.stderr;
  },
  get stdin() {
    return process.stdin;
  },
  env: process.env,
  cwd: process.cwd(),
});
