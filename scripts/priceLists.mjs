// Writes the price lists as what their schemas make of them, in JSON: reading them as YAML and holding
// them against their schemas would take longer at each start than many a solve (src/spec/priceLists.ts).
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { parse } from 'yaml';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Writes `dist/tables`. */
export async function writePriceLists() {
  const { modelsSchema, gpusSchema } = await schemas();
  mkdirSync(`${root}dist/tables`);
  for (const [name, schema] of Object.entries({ models: modelsSchema, gpus: gpusSchema })) {
    const list = schema.parse(parse(readFileSync(`${root}tables/${name}.yaml`, 'utf8')));
    writeFileSync(`${root}dist/tables/${name}.checked.json`, JSON.stringify(list));
  }
}

/** Node 20 reads no TypeScript, and the program exports no schemas. */
async function schemas() {
  const { outputFiles } = await build({
    absWorkingDir: root,
    stdin: {
      contents:
        "export * from './src/table/modelsSchema.ts'; export { gpusSchema } from './src/table/gpusSchema.ts';",
      resolveDir: root,
    },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    logLevel: 'warning',
  });
  const [{ contents }] = outputFiles;
  return import(`data:text/javascript;base64,${Buffer.from(contents).toString('base64')}`);
}
