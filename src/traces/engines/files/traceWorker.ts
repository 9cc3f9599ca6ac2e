// Entry point of a thread: a member of the crew that takes its orders from messages (crew.ts).
import { parentPort, workerData } from 'node:worker_threads';
import { answerTo } from './answerTo.ts';
import { Member, type MemberOptions } from './member.ts';
import type { Answer, Order } from './orders.ts';

const member = new Member(workerData as MemberOptions);

parentPort?.on('message', (order: Order) => {
  void obey(order);
});

async function obey(order: Order): Promise<void> {
  try {
    send(await answerTo(member, order, send));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : null;
    send({ kind: 'failed', code, message: error instanceof Error ? error.message : String(error) });
  }
}

function send(answer: Answer): void {
  parentPort?.postMessage(answer);
}
