import { asRecord } from '../json.ts';
import { visitSpans } from '../readers/otlpJson.ts';
import { plainReader, type Format } from './format.ts';

/** OTLP/JSON: export requests of any SDK, and files of the collector. */
export const otlp: Format = {
  name: 'otlp',
  label: 'OTLP',
  matches: (document) => {
    const object = asRecord(Array.isArray(document) ? document[0] : document);
    return object !== null && ('resourceSpans' in object || 'resource_spans' in object);
  },
  open: plainReader((document, emit, place) => {
    const requests = Array.isArray(document) ? (document as readonly unknown[]) : [document];
    for (const request of requests)
      visitSpans(request, (span, scope, clock) => emit(span, scope, place, clock));
  }),
};
