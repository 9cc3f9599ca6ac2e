import { claudeCode } from './claudeCode.ts';
import { claudeCodeEvents } from './claudeCodeEvents.ts';
import { clickhouse } from './clickhouse.ts';
import type { Format } from './format.ts';
import { helicone } from './helicone.ts';
import { jaeger } from './jaeger.ts';
import { langfuse } from './langfuse.ts';
import { langfuseIngestion } from './langfuseIngestion.ts';
import { langsmith } from './langsmith.ts';
import { litellm } from './litellm.ts';
import { otlp } from './otlp.ts';
import { python } from './python.ts';
import { zipkin } from './zipkin.ts';

/** Every trace format that is read; the first that fits a document reads it. */
export const FORMATS: readonly Format[] = [
  otlp,
  langfuseIngestion,
  jaeger,
  langsmith,
  langfuse,
  python,
  clickhouse,
  litellm,
  helicone,
  claudeCode,
  claudeCodeEvents,
  zipkin,
];

/** Names by which users may also know a format. */
const ALIASES: Readonly<Record<string, string>> = {
  'otlp-json': 'otlp',
  'otlp-proto': 'otlp',
  protobuf: 'otlp',
  'any-agent': 'python',
  phoenix: 'python',
  smolagents: 'python',
  'otel-console': 'python',
};

/** The format of a document; null when none fits. */
export function formatOf(document: unknown): Format | null {
  return FORMATS.find(({ matches }) => matches(document)) ?? null;
}

/** The format that `--from` names; null when there is none of that name. */
export function formatNamed(name: string): Format | null {
  const known = ALIASES[name] ?? name;
  return FORMATS.find((format) => format.name === known) ?? null;
}

/** Names that `--from` takes. */
export const FORMAT_NAMES: readonly string[] = [
  ...FORMATS.map(({ name }) => name),
  ...Object.keys(ALIASES),
].sort();
