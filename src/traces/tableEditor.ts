import { isMap, isScalar, type Document, type YAMLMap } from 'yaml';
import { measuredNode } from './tableFromMeasurement.ts';

/** Sets keys below one path of a document, leaving comments where they are. */
export class TableEditor {
  readonly #document: Document;
  readonly #path: readonly string[];

  constructor(document: Document, path: readonly string[]) {
    this.#document = document;
    this.#path = path;
  }

  below(...keys: readonly string[]): TableEditor {
    return new TableEditor(this.#document, [...this.#path, ...keys]);
  }

  /** Undefined means that there is nothing new to say: what is there stays. */
  set(key: string, value: unknown): void {
    if (value === undefined) return;
    const path = [...this.#path, key];
    const before: unknown = this.#document.getIn(path, true);
    if (isScalar(before) && typeof value !== 'object') before.value = value;
    else this.#replace(path, key, value, before);
  }

  /** Undefined means that this is not known any more. */
  replace(key: string, value: unknown): void {
    const path = [...this.#path, key];
    if (value !== undefined) this.set(key, value);
    else if (this.#document.hasIn(path)) this.#document.deleteIn(path);
  }

  #replace(path: readonly string[], key: string, value: unknown, before: unknown): void {
    const node = measuredNode(this.#document, value, key);
    if (isScalar(before) || isMap(before)) {
      node.comment = before.comment ?? null;
      node.commentBefore = before.commentBefore ?? null;
    }
    this.#ensureMap(path.slice(0, -1));
    this.#document.setIn(path, node);
  }

  /** A new component starts in block style, also inside a table written on few lines. */
  #ensureMap(path: readonly string[]): void {
    if (path.length === 0 || isMap(this.#document.getIn(path, true))) return;
    this.#ensureMap(path.slice(0, -1));
    this.#document.setIn(path, this.#document.createNode({}) as YAMLMap);
  }
}
