import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { codeOf, noRoom } from '../../spill/noRoom.ts';
import { EngineError } from '../engineError.ts';
import { answerTo } from './answerTo.ts';
import { Member, type MemberOptions } from './member.ts';
import type { Answer, Order } from './orders.ts';

/** Someone who carries out orders, one after the other. */
export interface Hand {
  ask(order: Order, onProgress?: OnAnswer): Promise<Answer>;
  dismiss(): Promise<void>;
}

type OnAnswer = (progress: Extract<Answer, { kind: 'progress' }>) => void;

/** Young objects die fast here: little room for them is enough. */
const YOUNG_MB = 4;

/** A thread of its own; where there is no script for it (tests run from the sources), this thread. */
export function hire(options: MemberOptions, script: URL | null = workerScript()): Hand {
  return script === null ? new Local(options) : new Thread(script, options);
}

/** The bundler puts this file into the package's folder, or into the one for chunks below it. */
export function workerScript(): URL | null {
  const places = ['./traceWorker.js', '../traceWorker.js'];
  return places.map((at) => new URL(at, import.meta.url)).find((at) => existsSync(at)) ?? null;
}

class Local implements Hand {
  readonly #member: Member;

  constructor(options: MemberOptions) {
    this.#member = new Member(options);
  }

  async ask(order: Order, onProgress: OnAnswer = () => undefined): Promise<Answer> {
    try {
      return await answerTo(this.#member, order, onProgress);
    } catch (error) {
      throw failure(codeOf(error), error);
    }
  }

  async dismiss(): Promise<void> {
    await Promise.resolve();
  }
}

class Thread implements Hand {
  readonly #worker: Worker;

  constructor(script: URL, options: MemberOptions) {
    this.#worker = new Worker(script, {
      workerData: options,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
    });
  }

  ask(order: Order, onProgress: OnAnswer = () => undefined): Promise<Answer> {
    const worker = this.#worker;
    return new Promise((resolve, reject) => {
      const settle = (act: () => void): void => {
        worker.off('message', onMessage).off('error', onError).off('exit', onExit);
        act();
      };
      const onMessage = (answer: Answer): void => {
        if (answer.kind === 'progress') onProgress(answer);
        else if (answer.kind === 'failed')
          settle(() => reject(failure(answer.code, new Error(answer.message))));
        else settle(() => resolve(answer));
      };
      const onError = (error: Error): void => settle(() => reject(failure(codeOf(error), error)));
      const onExit = (): void =>
        settle(() => reject(new EngineError('a thread that read the traces was ended')));
      worker.on('message', onMessage).on('error', onError).on('exit', onExit);
      worker.postMessage(order);
    });
  }

  async dismiss(): Promise<void> {
    await this.#worker.terminate();
  }
}

/** What the user can do about it; any other error is a mistake of this program. */
function failure(code: string | null, error: unknown): unknown {
  if (code === 'ERR_WORKER_OUT_OF_MEMORY')
    return new EngineError('not enough memory for the spans of one trace');
  return noRoom(code) ?? error;
}
