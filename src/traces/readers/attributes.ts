import { asRecord, type JsonRecord } from '../json.ts';
import { AttributeKeys, OWN_COUNT, type AttributeKey } from './attributeKeys.ts';
import { callParameters, PARAMETER_KEYS } from './callParameters.ts';
import type { Shape, Shapes } from './shapes.ts';

export type AttributeValue = string | number | boolean;

/** A span's own values by slot. */
export type OwnValues = readonly (AttributeValue | undefined)[];

/** Reads the `attributes` of OTLP spans, in any of their spellings; other values are dropped unseen. */
export class AttributeReader {
  readonly #keys: AttributeKeys;
  readonly #shapes: Shapes;
  readonly #own = Array.from<AttributeValue | undefined>({ length: OWN_COUNT }).fill(undefined);
  /** The slots that hold something, so that the others need not be cleared. */
  readonly #slots = new Int32Array(OWN_COUNT);
  #used = 0;

  /** @param extra attributes to keep beside those that are always kept */
  constructor(shapes: Shapes, extra: readonly string[] = []) {
    this.#shapes = shapes;
    this.#keys = new AttributeKeys(extra);
  }

  /** Whether the span read last has any value of its own. */
  get hasOwn(): boolean {
    return this.#used > 0;
  }

  /** Of the span read last. */
  get own(): OwnValues {
    return this.#own;
  }

  /** @returns the shape that these attributes add to the one given */
  read(list: unknown, before: Shape): Shape {
    this.#restart();
    if (!Array.isArray(list)) return before;
    let shape = before;
    for (const entry of list as readonly unknown[]) {
      const attribute = asRecord(entry);
      const name = attribute?.['key'];
      if (typeof name !== 'string') continue;
      const key = this.#keys.find(name);
      if (key.role !== 'dropped') shape = this.#add(shape, key, attribute?.['value']);
    }
    return shape;
  }

  #restart(): void {
    this.#keys.restart();
    for (let at = 0; at < this.#used; at += 1) this.#own[this.#slots[at] as number] = undefined;
    this.#used = 0;
  }

  #add(shape: Shape, { name, role, slot }: AttributeKey, wrapped: unknown): Shape {
    const record = asRecord(wrapped);
    const value = record === null ? null : unwrap(record);
    if (value === null) return shape;
    if (role === 'shared') return this.#shapes.extend(shape, name, sharedValue(name, value));
    if (this.#own[slot] === undefined) this.#slots[this.#used++] = slot;
    this.#own[slot] = value;
    // That it is there tells the source.
    return this.#shapes.extend(shape, name, true);
  }
}

/** Of values that differ from call to call, only what is read of them. */
function sharedValue(key: string, value: AttributeValue): AttributeValue {
  if (key === 'error.type') return true;
  if (PARAMETER_KEYS.has(key)) return typeof value === 'string' ? callParameters(value) : '';
  return value;
}

/** OTLP wraps values by type; the collector also reads the snake_case spelling of the wrappers. */
function unwrap(wrapped: JsonRecord): AttributeValue | null {
  const number =
    wrapped['intValue'] ??
    wrapped['int_value'] ??
    wrapped['doubleValue'] ??
    wrapped['double_value'];
  if (number !== undefined) return Number(number);
  const other =
    wrapped['stringValue'] ??
    wrapped['string_value'] ??
    wrapped['boolValue'] ??
    wrapped['bool_value'];
  return typeof other === 'string' || typeof other === 'boolean' ? other : null;
}

/** The first of these slots that holds text. */
export function textIn(own: OwnValues, slots: readonly number[]): string | null {
  for (const slot of slots) {
    const value = own[slot];
    if (typeof value === 'string' && value !== '') return value;
  }
  return null;
}

/** The first of these slots that holds a finite number, 0 or more; text is read as one. */
export function numberIn(own: OwnValues, slots: readonly number[]): number | null {
  for (const slot of slots) {
    const value = own[slot];
    if (value === undefined || value === '') continue;
    const number = Number(value);
    if (number >= 0 && number < Infinity) return number;
  }
  return null;
}
