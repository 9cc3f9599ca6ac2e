#!/usr/bin/env node
import { endOnceWritten } from './commands/endOnceWritten.ts';
import { launch } from './commands/launch.ts';

const opened = new Set<NodeJS.WriteStream>([process.stdout]);

process.exitCode = await launch({
  argv: process.argv.slice(2),
  stdout: process.stdout,
  // Node opens these two when they are first asked for, which takes milliseconds; few runs need them.
  get stderr() {
    opened.add(process.stderr);
    return process.stderr;
  },
  get stdin() {
    return process.stdin;
  },
  env: process.env,
  cwd: process.cwd(),
});
await endOnceWritten(opened);
