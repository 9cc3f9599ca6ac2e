import { textOf, type SharedAttributes } from './shapes.ts';

/** What providers append to the name that was asked for: -2025-08-07, -20250807, @20250807, -001. */
const VERSION = /^[-@](?:\d{4}-?\d{2}-?\d{2}|\d{3})$/;

/**
 * The model of a call. The response names what really ran, but when it only adds a version to the
 * name that was asked for, that name is kept: prices and specs use it.
 *
 * @example modelOf of request gpt-5-mini, response gpt-5-mini-2025-08-07 // 'gpt-5-mini'
 */
export function modelOf(attributes: SharedAttributes): string | null {
  const response = textOf(attributes, 'gen_ai.response.model');
  const request = textOf(attributes, 'gen_ai.request.model');
  if (response === null) return request ?? textOf(attributes, 'langfuse.observation.model.name');
  const versioned =
    request !== null &&
    response.startsWith(request) &&
    VERSION.test(response.slice(request.length));
  return versioned ? request : response;
}
