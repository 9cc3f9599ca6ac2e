import { asRecord, type JsonRecord } from '../json.ts';
import { AttributeKeys, OWN_COUNT, type AttributeKey } from './attributeKeys.ts';
import { langfuseEffort } from './effort.ts';
import { BRANCH, type Shape, type Shapes } from './shapes.ts';

export type AttributeValue = string | number | boolean;

/** A span's own values by slot. */
export type OwnValues = readonly (AttributeValue | undefined)[];

/** Reads the `attributes` of OTLP spans, in any of their spellings; other values are dropped unseen. */
export class AttributeReader {
  readonly #keys = new AttributeKeys();
  readonly #shapes: Shapes;
  readonly #own = Array.from<AttributeValue | undefined>({ length: OWN_COUNT }).fill(undefined);
  #hasOwn = false;

  constructor(shapes: Shapes) {
    this.#shapes = shapes;
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
    if (this.#hasOwn) this.#own.fill(undefined);
    this.#hasOwn = false;
  }

  #add(shape: Shape, { name, role, slot, foreign }: AttributeKey, wrapped: unknown): Shape {
    if (foreign !== null) return this.#shapes.extend(shape, BRANCH.foreign, foreign);
    const record = asRecord(wrapped);
    const value = record === null ? null : unwrap(record);
    if (value === null) return shape;
    if (role === 'shared') return this.#shapes.extend(shape, name, sharedValue(name, value));
    this.#own[slot] = value;
    this.#hasOwn = true;
    // That it is there tells the source.
    return this.#shapes.extend(shape, name, true);
  }
}

/** Of values that differ from call to call, only what is read of them. */
function sharedValue(key: string, value: AttributeValue): AttributeValue {
  if (key === 'error.type') return true;
  if (key === 'langfuse.observation.model.parameters')
    return typeof value === 'string' ? langfuseEffort(value) : '';
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
