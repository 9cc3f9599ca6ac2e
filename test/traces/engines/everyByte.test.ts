import { describe, expect, test } from 'vitest';
import { ReadTwice } from './readTwice.ts';

/** A request as an exporter writes it: every member, names of all lengths, values of all kinds. */
const LINE = JSON.stringify({
  resourceSpans: [
    {
      resource: { attributes: [{ key: 'service.name', value: { stringValue: 'api' } }] },
      scopeSpans: [
        {
          scope: { name: 'agent', version: '1' },
          spans: [
            {
              traceId: '3f1d026b12713ec76793A4C76f2f0e1b',
              spanId: '90005ed1ca596668',
              parentSpanId: '6381f1346cf8862c',
              flags: 257,
              name: 'chat gpt-5-mini',
              kind: 3,
              startTimeUnixNano: '1767225601608815076',
              endTimeUnixNano: '1767225601614992076',
              attributes: [
                { key: 'gen_ai.operation.name', value: { stringValue: 'chat' } },
                { key: 'gen_ai.request.model', value: { stringValue: 'gpt-5-mini "x"' } },
                { key: 'gen_ai.usage.input_tokens', value: { intValue: '6563' } },
                { key: 'gen_ai.usage.output_tokens', value: { intValue: 125 } },
                { key: 'gen_ai.server.time_to_first_token', value: { doubleValue: 0.0035 } },
                { key: 'app.note', value: { boolValue: true } },
                { key: 'k', value: { arrayValue: { values: [{ intValue: '-1' }] } } },
              ],
              status: { code: 2, message: 'timeout' },
              events: [{ name: 'log', timeUnixNano: '1' }],
              links: [],
              droppedLinksCount: 0,
            },
          ],
        },
      ],
    },
  ],
});

/** Bytes that mean something in JSON, in numbers and in ids, and some that are no text. */
const BYTES = [...'"\\{}[]:, 019afAFgGeE.-+unt\t\r\u0000', '\u0080'].map(
  (text) => text.charCodeAt(0) & 0xff,
);

describe('the scanner and JSON.parse come to the same', () => {
  const twice = new ReadTwice();
  const original = Buffer.from(LINE);

  /** The first line that is read differently, in words for the one who has to find out why. */
  const firstDifference = (lines: Iterable<Buffer>): unknown => {
    for (const line of lines) {
      const [scanned, parsed] = [twice.scanned(line), twice.parsed(line)];
      if (JSON.stringify(scanned) !== JSON.stringify(parsed))
        return { line: line.toString('latin1'), scanned, parsed };
    }
    return null;
  };

  test('on a whole line, without JSON.parse', () => {
    expect(twice.scanned(original)).toEqual(twice.parsed(original));
    expect(twice.scanned(original).counts).toMatchObject({ accepted: 1, spans: 1, badSpans: [] });
  });

  test('whichever of its bytes is another one', () => {
    const changed = function* (): Generator<Buffer> {
      for (let at = 0; at < original.length; at += 1)
        for (const byte of BYTES) {
          const line = Buffer.from(original);
          line[at] = byte;
          yield line;
        }
    };
    expect(firstDifference(changed())).toBeNull();
  });

  test('whichever of its bytes is missing, or has another one before it', () => {
    const changed = function* (): Generator<Buffer> {
      for (let at = 0; at < original.length; at += 1) {
        const [before, after] = [original.subarray(0, at), original.subarray(at)];
        yield Buffer.concat([before, after.subarray(1)]);
        for (const byte of BYTES) yield Buffer.concat([before, Buffer.from([byte]), after]);
      }
    };
    expect(firstDifference(changed())).toBeNull();
  });

  test('wherever the line is cut off', () => {
    const cut = function* (): Generator<Buffer> {
      for (let at = 0; at < original.length; at += 1) yield original.subarray(0, at);
    };
    expect(firstDifference(cut())).toBeNull();
  });

  test('however many digits a time has, and whatever they are', () => {
    const timed = function* (): Generator<Buffer> {
      for (const end of ['1767225601614992076', '1767225601999999999', '9999999999999999999'])
        for (let digits = 1; digits <= 21; digits += 1) {
          const text = end.padEnd(digits, '9').slice(0, digits);
          yield Buffer.from(LINE.replace('1767225601614992076', text));
        }
      for (let at = 0; at < 19; at += 1)
        for (let digit = 0; digit < 10; digit += 1) {
          const text = `${'1767225601608815076'.slice(0, at)}${digit}${'1767225601608815076'.slice(at + 1)}`;
          yield Buffer.from(LINE.replace('1767225601608815076', text));
        }
    };
    expect(firstDifference(timed())).toBeNull();
  });

  test('in whatever order members and attributes come, and with more names than are remembered', () => {
    const attributes = /"attributes":\[(\{"key":"gen_ai.*?)\],"status"/.exec(LINE)?.[1] ?? '';
    const list = attributes.split(/,(?=\{"key")/);
    expect(list).toHaveLength(7);
    const ordered = function* (): Generator<Buffer> {
      for (let turn = 0; turn < 1500; turn += 1) {
        const from = turn % list.length;
        const name = 'n'.repeat((turn * 7) % 140);
        const unknown = `{"key":"${name}${turn}","value":{"stringValue":"gen_ai"}}`;
        const rotated = [...list.slice(from), unknown, ...list.slice(0, from)];
        if (turn % 3 === 0) rotated.reverse();
        yield Buffer.from(LINE.replace(attributes, rotated.join(',')));
      }
    };
    expect(firstDifference(ordered())).toBeNull();
  });

  test('with white space wherever JSON allows it', () => {
    const spaced = LINE.replaceAll(/(?<=[{}[\],:"])(?=[{}[\],:"])/g, ' ');
    const isValid = (text: string): boolean => {
      try {
        JSON.parse(text);
        return true;
      } catch {
        return false;
      }
    };
    const texts = [spaced, LINE.replaceAll(/([,:])/g, '$1 '), LINE.replaceAll(/([,:])/g, '\t$1')];
    expect(texts.every(isValid)).toBe(true);
    expect(firstDifference(texts.map((text) => Buffer.from(text)))).toBeNull();
  });
});
