import { asRecord, asText, parseJson } from '../json.ts';
import { remember } from '../remember.ts';
import { textOf, type SharedAttributes } from './shapes.ts';

/**
 * Reasoning effort of a model call as its source names it, lower-case; null when nobody said so.
 * It is never inferred from reasoning tokens. Precedence: trace-formats 1.12.8. Of Langfuse's
 * parameters only {@link langfuseEffort} is among the attributes.
 */
export function effortOf(attributes: SharedAttributes): string | null {
  const stated = textOf(
    attributes,
    'gen_ai.request.reasoning.level',
    'gen_ai.request.reasoning_effort',
    'gen_ai.request.reasoning.effort',
    'langfuse.observation.model.parameters',
  );
  return stated?.toLowerCase() ?? null;
}

/** Langfuse keeps the call's parameters as one JSON text; the effort among them, or ''. */
export const langfuseEffort: (parameters: string) => string = remember((text) => {
  const parameters = asRecord(parseJson(text));
  return (
    asText(parameters?.['reasoning_effort']) ??
    asText(asRecord(parameters?.['reasoning'])?.['effort']) ??
    ''
  );
});
