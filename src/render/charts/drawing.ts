import { oneLine } from '../text/oneLine.ts';
import { cut } from '../../units/displayWidth.ts';
import type { Pen } from './plotLibrary.ts';

/** Told apart by people who see no red or no green, too (Okabe and Ito 2008). */
export const INK = { main: '#0072b2', bad: '#d55e00', quiet: '#999999', text: '#333333' } as const;

/** Pixels. */
export const PICTURE_WIDTH = 760;

/** Characters of a name beside an axis. */
const NAME = 28;

/** A name as it stands beside an axis. */
export function axisName(text: string): string {
  return cut(oneLine(text), NAME);
}

/** Room for names beside an axis, in pixels. */
export function nameMargin(names: readonly string[]): number {
  return 24 + 6.6 * Math.max(0, ...names.map(({ length }) => length));
}

/** A chart as a file of its own: on white, whatever page shows it. */
export function svgOf(
  { Plot, document }: Pen,
  title: string,
  options: Readonly<Record<string, unknown>>,
): string {
  const { outerHTML } = Plot.plot({
    document,
    width: PICTURE_WIDTH,
    ariaLabel: title,
    style: { background: 'white', color: INK.text, fontFamily: 'sans-serif', fontSize: '12px' },
    marginTop: 56,
    ...options,
    marks: [
      Plot.text([title], {
        frameAnchor: 'top-left',
        dy: -50,
        fontWeight: 'bold',
        fontSize: 14,
        text: (words: string) => words,
      }),
      ...(Array.isArray(options['marks']) ? options['marks'] : []),
    ],
  });
  const named = outerHTML.includes('xmlns=')
    ? outerHTML
    : outerHTML.replace('<svg ', '<svg xmlns="http://www.w3.org/2000/svg" ');
  return `${named}\n`;
}

/** The name of an upright axis, along it: above it is the title. */
export function besideAxis(label: string): Readonly<Record<string, unknown>> {
  return { label, labelAnchor: 'center', labelArrow: 'none', labelOffset: 52 };
}

/** A line of words below the title that says what the signs mean. */
export function key({ Plot }: Pen, words: string): unknown {
  return Plot.text([words], {
    frameAnchor: 'top-left',
    dy: -30,
    fill: INK.text,
    text: (text: string) => text,
  });
}
