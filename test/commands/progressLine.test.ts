import { describe, expect, test } from 'vitest';
import { ProgressLine, progressText } from '../../src/commands/progressLine.ts';

const HALF = { bytes: 1e9, totalBytes: 1e9, spans: 2.4e6, measured: 0 };

describe('the line of progress', () => {
  test('tells spans read, and share, speed and time left of reading and measuring together', () => {
    expect(progressText(HALF, 3000)).toBe('2.4M spans · 50% · 400k spans/s · 3 s left');
    expect(progressText({ ...HALF, measured: 0.5 }, 3000)).toBe(
      '2.4M spans · 75% · 600k spans/s · 1 s left',
    );
    expect(progressText({ bytes: 1, totalBytes: 1000, spans: 12, measured: 0 }, 1000)).toBe(
      '12 spans · 0% · 6 spans/s · 33 min left',
    );
    expect(progressText({ bytes: 0, totalBytes: 9, spans: 0, measured: 0 }, 1000)).toBe(
      '0 MB · 0%',
    );
  });

  test('of a format that tells its spans in the end tells bytes', () => {
    const quarter = { bytes: 25e6, totalBytes: 1e8, spans: 0, measured: 0.25 };
    expect(progressText(quarter, 1000)).toBe('25 MB · 25% · 3 s left');
  });

  test('of standard input tells no time left: nobody knows it', () => {
    expect(progressText({ ...HALF, totalBytes: null }, 3000)).toBe('2.4M spans · 800k spans/s');
  });

  test('comes after half a second, five times a second, and goes again', () => {
    const written: string[] = [];
    let now = 0;
    const terminal = { isTTY: true, write: (text: string) => written.push(text) };
    const line = new ProgressLine(terminal, () => now);
    for (now = 0; now <= 1000; now += 50) line.show(HALF);
    expect(written).toHaveLength(3);
    line.clear();
    line.clear();
    expect(written.slice(3)).toEqual(['\r\u001B[K']);
  });

  test('is for terminals only', () => {
    const written: string[] = [];
    let now = 0;
    const line = new ProgressLine({ write: (text: string) => written.push(text) }, () => now);
    now = 2000;
    line.show(HALF);
    line.clear();
    expect(written).toEqual([]);
  });
});
