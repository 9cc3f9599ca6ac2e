import type { ObservedRequest } from '../../trust/observed.ts';
import type { ComponentKind } from '../kinds/spanKind.ts';
import type { HeldRequest, NameOf } from '../observedRequest.ts';
import { codeOf, noRoom } from './noRoom.ts';
import {
  readRequest,
  REQUEST_NUMBERS,
  RUN_NUMBERS,
  type Way,
  writeRequest,
} from './requestRecord.ts';
import { FileBytes, MemoryBytes, type SpillBytes } from './spillBytes.ts';
import { openSpillFiles, type SpillFiles } from './spillFiles.ts';

/** Some fifty thousand requests; more of them go to a temporary file. */
const MOST_IN_MEMORY = 24 * 1024 * 1024;

/** So many numbers are written at a time. */
const PIECE = 64 * 1024;

/**
 * Requests that wait until their components have names, however many they are: few in memory, many in a
 * temporary file, some 500 bytes each.
 */
export class HeldRequests {
  readonly #most: number;
  readonly #agents = new Numbered<string>();
  readonly #ways = new Numbered<Way & { readonly kind: ComponentKind }>();
  /** Numbers of each piece that was written. */
  readonly #pieces: number[] = [];
  #held = new Float64Array(PIECE);
  #used = 0;
  #bytes: SpillBytes = new MemoryBytes();
  #size = 0;
  #files: SpillFiles | null = null;

  /** @param most bytes to keep in memory */
  constructor(most = MOST_IN_MEMORY) {
    this.#most = most;
  }

  /** @throws EngineError when there is no room for a temporary file */
  add({ request, kinds }: HeldRequest): void {
    const size = REQUEST_NUMBERS + request.runs.length * RUN_NUMBERS;
    if (this.#used + size > this.#held.length) this.#write(size);
    const { agent } = request;
    this.#used = writeRequest(this.#held, this.#used, request, {
      agent: agent === null ? null : this.#agents.numberOf(agent, () => agent),
      ways: request.runs.map((run, at) => this.#wayOf(run, kinds[at] ?? 'other')),
    });
  }

  /** All of them under their names, in the order in which they came. Can be asked for once. */
  *named(nameOf: NameOf): Generator<ObservedRequest> {
    this.#write(0);
    const agents = this.#agents.list;
    const ways = this.#ways.list.map((way) => ({
      ...way,
      component: nameOf(way.component, way.kind),
    }));
    try {
      let from = 0;
      for (const count of this.#pieces) {
        const numbers = new Float64Array(count);
        this.#bytes.read(new Uint8Array(numbers.buffer), from);
        from += numbers.byteLength;
        for (let at = 0; at < count;) {
          const { request, next } = readRequest(numbers, at, { agents, ways });
          yield request;
          at = next;
        }
      }
    } finally {
      this.#files?.close();
    }
  }

  #wayOf({ component, model, effort, variant }: Way, kind: ComponentKind): number {
    // Lengths first: names may hold anything, and no model is another one than a model without a name.
    const lengths = `${kind} ${model?.length ?? -1} ${effort?.length ?? -1}`;
    const key = `${lengths} ${model ?? ''}${effort ?? ''}${component}`;
    return this.#ways.numberOf(key, () => ({ component, model, effort, variant, kind }));
  }

  /** Makes room for so many numbers. */
  #write(size: number): void {
    try {
      if (this.#files === null && this.#size > this.#most) this.#goToFile();
      const { buffer } = this.#held;
      if (this.#used > 0) this.#pieces.push(this.#used);
      const bytes = this.#used * Float64Array.BYTES_PER_ELEMENT;
      this.#bytes.write(new Uint8Array(buffer, 0, bytes), this.#size);
      this.#size += bytes;
    } catch (error) {
      throw noRoom(codeOf(error)) ?? error;
    }
    this.#used = 0;
    if (size > this.#held.length) this.#held = new Float64Array(size);
  }

  #goToFile(): void {
    const before = this.#bytes;
    this.#files = openSpillFiles(1);
    this.#bytes = new FileBytes(this.#files.descriptors[0] as number);
    const part = new Uint8Array(PIECE);
    for (let at = 0; at < this.#size; at += part.length) {
      const size = Math.min(part.length, this.#size - at);
      before.read(part.subarray(0, size), at);
      this.#bytes.write(part.subarray(0, size), at);
    }
  }
}

/** Things by number: requests hold the number. */
class Numbered<Thing> {
  readonly list: Thing[] = [];
  readonly #numbers = new Map<string, number>();

  numberOf(key: string, thing: () => Thing): number {
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#numbers.set(key, this.list.length);
    return this.list.push(thing()) - 1;
  }
}
