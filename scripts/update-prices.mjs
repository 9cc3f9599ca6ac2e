// Writes tables/models.yaml: prices of @pydantic/genai-prices (a development dependency, read without
// a network) joined with tables/models.overlay.yaml, which people keep. With --check nothing is
// written, and a difference fails.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { findProvider } from '@pydantic/genai-prices';
import { parse } from 'yaml';

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const overlay = parse(readFileSync(at('tables/models.overlay.yaml'), 'utf8'));
const library = JSON.parse(
  readFileSync(at('node_modules/@pydantic/genai-prices/package.json'), 'utf8'),
);

/** Keys of the library, in USD per million tokens, by ours. */
const KEYS = {
  input: 'input_mtok',
  cached: 'cache_read_mtok',
  write_5m: 'cache_write_mtok',
  write_1h: 'cache_write_1h_mtok',
  output: 'output_mtok',
};

function pricesInForce(model) {
  if (!Array.isArray(model.prices)) return model.prices;
  const dated = model.prices.filter(
    ({ constraint }) =>
      constraint === undefined ||
      (constraint.type === 'start_date' && constraint.start_date <= overlay.checked),
  );
  return dated.at(-1).prices;
}

function priceOf(model) {
  const prices = pricesInForce(model);
  const base = {};
  const above = {};
  for (const [key, theirs] of Object.entries(KEYS)) {
    const price = prices[theirs];
    if (price === undefined) continue;
    base[key] = typeof price === 'number' ? price : price.base;
    for (const tier of typeof price === 'number' ? [] : price.tiers)
      above[tier.start] = { ...above[tier.start], [key]: tier.price };
  }
  return Object.keys(above).length > 0 ? { ...base, above } : base;
}

function pricedModels() {
  return Object.entries(overlay.priced).flatMap(([providerId, models]) => {
    const provider = findProvider({ providerId });
    return Object.entries(models).map(([name, kept]) => {
      const model = provider.models.find(({ id }) => id === name);
      if (model === undefined) throw new Error(`the library has no ${providerId} model ${name}`);
      const also = otherNames(model, kept.also ?? []);
      const entry = {
        provider: providerId,
        ...kept,
        ...caching(overlay.defaults[providerId] ?? {}, kept),
        ...(also.length > 0 ? { also } : {}),
      };
      return [name, { ...entry, price: priceOf(model), source: provider.pricing_urls[0] }];
    });
  });
}

/** Names kept by hand, those that the library takes for the model, and a region's of Bedrock. */
function otherNames({ id, match }, kept) {
  const clauses = match.or ?? [match];
  const equal = clauses.flatMap(({ equals }) => (equals === undefined ? [] : [equals]));
  const regional = id.startsWith('regional.')
    ? overlay.regions.map((region) => id.replace('regional.', region))
    : [];
  const names = new Set([...kept, ...equal, ...regional]);
  return [...names].filter((name) => name !== id && !needsNoName(name, [id, ...kept]));
}

/** Dates at the end and providers in front are understood anyway: src/spec/resolvePrices.ts. */
function needsNoName(name, known) {
  const plain = name.replace(/^[^/]+\//, '').replace(/[-@](?:20\d{6}|20\d\d-\d\d-\d\d)$/, '');
  return plain !== name && known.includes(plain);
}

/** Embeddings are neither cached nor (here) batched. */
function caching(defaults, { tier, cache_minimum }) {
  if (tier === 'embedding') return {};
  const { cache_minimum: least = undefined, ...rest } = defaults;
  return cache_minimum === undefined && least !== undefined
    ? { ...rest, cache_minimum: least }
    : rest;
}

const ORDER = [
  'provider',
  'tier',
  'good_for',
  'price',
  'open',
  'batch',
  'cache_minimum',
  'cache_ttl',
  'max_output',
  'also',
  'source',
];

function line([name, model]) {
  const full = { ...model, good_for: overlay.sizes[model.tier] };
  const fields = ORDER.filter((key) => full[key] !== undefined).map(
    (key) => `${key}: ${flow(full[key], key)}`,
  );
  return `  ${name}: { ${fields.join(', ')} }`;
}

function flow(value, key) {
  if (key === 'source') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.join(', ')}]`;
  if (key === 'price') return money(value);
  if (typeof value !== 'object') return String(value);
  return `{ ${Object.entries(value)
    .map(([inner, each]) => `${inner}: ${flow(each, inner)}`)
    .join(', ')} }`;
}

function money(value) {
  if (typeof value !== 'object') return `$${value}`;
  return `{ ${Object.entries(value)
    .map(([inner, each]) => `${inner}: ${money(each)}`)
    .join(', ')} }`;
}

const models = pricedModels();
const sha256 = createHash('sha256')
  .update(JSON.stringify(models.map(([name, { price }]) => [name, price])))
  .digest('hex');
const text = `# Prices of models, in USD per million tokens. Written by \`npm run update-prices\`; edit
# tables/models.overlay.yaml instead. Figures: ${library.name} ${library.version} (${library.license}), which reads
# them off the pages named as \`source\`; the rest is kept by hand, with its sources in that file.
# \`input\` is the price of an uncached token, \`cached\` of one read from the prompt cache,
# \`write_5m\` and \`write_1h\` of one written to it, \`output\` of a visible or reasoning token.
# \`above\`: once a call's input exceeds that many tokens, the whole call costs this.
version: 1
checked: ${overlay.checked}
library: "${library.name} ${library.version}"
sha256: ${sha256}
models:
${models.map(line).join('\n')}
  # Open models have no price: they run on GPUs.
${Object.entries(overlay.open).map(line).join('\n')}
`;

const target = at('tables/models.yaml');
const before = readFileSync(target, 'utf8');
if (before === text) console.log('tables/models.yaml is up to date');
else if (process.argv.includes('--check')) {
  console.error('tables/models.yaml differs; run: npm run update-prices');
  process.exitCode = 1;
} else {
  writeFileSync(target, text);
  console.log(
    `tables/models.yaml written: ${models.length} priced models, checked ${overlay.checked}`,
  );
}
