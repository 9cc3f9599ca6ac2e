// Makes `dist/types` stand by itself: what the program bundles (zod, yaml) is not installed with
// it, so that declarations which import them would quietly turn into `any` for whoever uses the
// library. The declarations of those packages are put beside ours, with their licences; ours that
// the library's entry does not lead to go. Then the compiler reads all of it strictly.
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const types = join(root, 'dist/types');
const packages = join(types, 'packages');

/** `from '…'`, `import '…'`, `import('…')` */
const SPECIFIER = /(\bfrom\s*|\bimport\s*\(?\s*)(['"])([^'"\n]+)\2/g;

const found = new Set();
follow(join(types, 'index.d.ts'));
const unused = readdirSync(types, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.d.ts'))
  .map((entry) => join(entry.parentPath, entry.name))
  .filter((path) => !found.has(path));
for (const path of unused) rmSync(path);
compile();

/** Writes one file with its imports rewritten, and goes on with what they lead to. */
function follow(path) {
  if (found.has(path)) return;
  found.add(path);
  const next = [];
  const rewritten = textOf(path).replace(SPECIFIER, (whole, before, quote, specifier) => {
    if (specifier.startsWith('node:') || builtinModules.includes(specifier)) return whole;
    const own = specifier.startsWith('.');
    const target = own ? declared(resolve(dirname(path), specifier)) : placed(specifier);
    next.push(target);
    return own ? whole : `${before}${quote}${pathTo(target, path)}${quote}`;
  });
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, rewritten);
  next.forEach(follow);
}

/** Of packages, what lies in node_modules, without comments, which may show imports: but for the compiler's. */
function textOf(path) {
  if (!path.startsWith(packages)) return readFileSync(path, 'utf8');
  const text = readFileSync(join(root, 'node_modules', relative(packages, path)), 'utf8');
  return text.replace(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, (comment) =>
    comment.includes('@ts-') ? comment : '',
  );
}

function pathTo(target, from) {
  const path = relative(dirname(from), target).replace(/\.d\.ts$/, '.js');
  return path.startsWith('.') ? path : `./${path}`;
}

/** The declarations that a relative import names; yaml's leave the ending out. */
function declared(path) {
  return `${path.replace(/\.[jt]s$/, '')}.d.ts`;
}

/** Where the declarations of a package begin; its licence comes along. */
function placed(name) {
  const from = join(root, 'node_modules', name);
  const to = join(packages, name);
  const manifest = JSON.parse(readFileSync(join(from, 'package.json'), 'utf8'));
  const declarations = manifest.types ?? manifest.exports['.'].types;
  const entry = join(to, declarations.replace(/\.d\.cts$/, '.d.ts'));
  if (found.has(entry)) return entry;
  mkdirSync(to, { recursive: true });
  const licence = readdirSync(from).find((file) => /^licen[cs]e/i.test(file));
  copyFileSync(join(from, licence), join(to, 'LICENSE'));
  const { version, type = 'commonjs', license } = manifest;
  const kept = JSON.stringify({ name, version, type, license }, null, 2);
  writeFileSync(join(to, 'package.json'), `${kept}\n`);
  return entry;
}

/** As a strict project would read it that has none of our packages. */
function compile() {
  const options = '--ignoreConfig --noEmit --strict --module nodenext --target es2023'.split(' ');
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  const entry = join(types, 'index.d.ts');
  execFileSync(process.execPath, [compiler, ...options, '--skipLibCheck', 'false', entry], {
    cwd: root,
    stdio: 'inherit',
  });
}
