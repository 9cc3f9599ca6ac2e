import { keysInUse } from '../../readers/attributeKeys.ts';
import { LAYOUT, MEMBER_ROLES, PRESENT_ROLE, SHARED_ROLE } from './layout.ts';
import bytes from './scanner.wasm';

/** What the module of assembly/index.ts exports. */
interface Exports {
  readonly memory: WebAssembly.Memory;
  addMember(from: number, size: number, role: number): number;
  addAttribute(from: number, size: number, role: number): number;
  forgetLooks(): void;
  scanLine(from: number): number;
  endOfLine(): number;
}

/** The line, or its beginning, is not what exporters write. */
export const NOT_READ = -1;

const FULL = -2;

/** Of this attribute only that it is there counts. */
const PRESENT = 'error.type';

/**
 * Finds the spans in lines of OTLP/JSON, some three times as fast as JSON.parse: it builds no objects and
 * walks over what nobody looks at. What it finds lies in rows of its memory (layout.ts).
 */
export class Scanner {
  readonly #exports: Exports;
  /** Numbers of looks mean something else from now on. */
  readonly #onForget: () => void;
  readonly memory: Buffer;
  readonly words: Int32Array;
  readonly numbers: Float64Array;

  /**
   * @param attributes that rules look at, beside those that everyone is interested in
   * @throws RangeError when there are too many of them
   */
  constructor(attributes: readonly string[], onForget: () => void) {
    const module = new WebAssembly.Module(bytes);
    const instance = new WebAssembly.Instance(module, { env: { abort } });
    this.#exports = instance.exports as unknown as Exports;
    this.#onForget = onForget;
    const { buffer } = this.#exports.memory;
    this.memory = Buffer.from(buffer);
    this.words = new Int32Array(buffer);
    this.numbers = new Float64Array(buffer);
    for (const [name, role] of MEMBER_ROLES) this.#name(name, role, this.#exports.addMember);
    const { shared, own } = keysInUse(attributes);
    own.forEach((name, slot) => this.#name(name, slot, this.#exports.addAttribute));
    shared.forEach((name, index) =>
      this.#name(
        name,
        (name === PRESENT ? PRESENT_ROLE : SHARED_ROLE) + index,
        this.#exports.addAttribute,
      ),
    );
  }

  /**
   * @param from where the line begins in the memory; a line end must follow it somewhere
   * @returns the number of its spans, or {@link NOT_READ}
   */
  scan(from: number): number {
    const spans = this.#exports.scanLine(from);
    if (spans !== FULL) return spans;
    this.#onForget();
    this.#exports.forgetLooks();
    return Math.max(this.#exports.scanLine(from), NOT_READ);
  }

  /** Behind the line that was scanned last, where it was read. */
  get endOfLine(): number {
    return this.#exports.endOfLine();
  }

  #name(name: string, role: number, add: Exports['addMember']): void {
    const size = this.memory.write(name, LAYOUT.input);
    if (add(LAYOUT.input, size, role) === 0) throw new RangeError('too many attributes in rules');
  }
}

function abort(): never {
  throw new Error('the scanner failed');
}

/** Whether the scanner has room for what rules look at: a few hundred attributes, however long. */
export function takesAttributes(attributes: readonly string[]): boolean {
  if (attributes.length === 0) return true;
  try {
    return new Scanner(attributes, () => undefined).memory.length > 0;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
