import { asRecord, asText, parseJson } from '../json.ts';
import { textOf, type Attributes } from './attributes.ts';

/**
 * Reasoning effort of a model call as its source names it, lower-case; null when nobody said so.
 * It is never inferred from reasoning tokens. Precedence: trace-formats 1.12.8.
 */
export function effortOf(attributes: Attributes): string | null {
  const stated = textOf(
    attributes,
    'gen_ai.request.reasoning.level',
    'gen_ai.request.reasoning_effort',
    'gen_ai.request.reasoning.effort',
  );
  return (stated ?? langfuseEffort(attributes))?.toLowerCase() ?? null;
}

/** Langfuse keeps the call's parameters as one JSON text. */
function langfuseEffort(attributes: Attributes): string | null {
  const text = textOf(attributes, 'langfuse.observation.model.parameters');
  const parameters = text === null ? null : asRecord(parseJson(text));
  if (parameters === null) return null;
  return (
    asText(parameters['reasoning_effort']) ?? asText(asRecord(parameters['reasoning'])?.['effort'])
  );
}
