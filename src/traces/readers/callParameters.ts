import { asRecord, asText, parseJson } from '../json.ts';
import { remember } from '../remember.ts';
import { textOf, type SharedAttributes } from './shapes.ts';

/** What is taken from the parameters of a call: nothing that a user typed. */
export type CallParameter = 'effort' | 'model';

/** Attributes that hold the parameters of a call as one JSON text. */
export const PARAMETER_KEYS: ReadonlySet<string> = new Set([
  'langfuse.observation.model.parameters',
  'llm.invocation_parameters',
]);

const SEPARATOR = '\n';

/**
 * OpenInference and Langfuse keep the parameters of a call as one JSON text: its effort and its model,
 * one a line, empty where it states none.
 */
export const callParameters: (json: string) => string = remember((json) => {
  const parameters = asRecord(parseJson(json));
  const effort =
    asText(parameters?.['reasoning_effort']) ??
    asText(asRecord(parameters?.['reasoning'])?.['effort']) ??
    '';
  return `${effort}${SEPARATOR}${asText(parameters?.['model']) ?? ''}`;
});

/** One of them, from the attributes that hold what {@link callParameters} made. */
export function parameterOf(attributes: SharedAttributes, parameter: CallParameter): string | null {
  for (const key of [
    'llm.invocation_parameters',
    'langfuse.observation.model.parameters',
  ] as const) {
    const [effort = '', model = ''] = textOf(attributes, key)?.split(SEPARATOR) ?? [];
    const value = parameter === 'effort' ? effort : model;
    if (value !== '') return value;
  }
  return null;
}
