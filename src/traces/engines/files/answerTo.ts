import type { Member } from './member.ts';
import type { Answer, Order } from './orders.ts';

/** What a member says to an order, in its own thread or elsewhere. */
export async function answerTo(
  member: Member,
  order: Order,
  onProgress: (progress: Extract<Answer, { kind: 'progress' }>) => void,
): Promise<Answer> {
  switch (order.kind) {
    case 'scan': {
      const result = await member.scan(order.range, (bytes, spans) =>
        onProgress({ kind: 'progress', bytes, spans }),
      );
      return { kind: 'scanned', result };
    }
    case 'written':
      return { kind: 'written', written: member.written() };
    case 'open':
      member.open(order.written);
      return { kind: 'done' };
    case 'measure':
      member.measure(order.partition);
      return { kind: 'done' };
    case 'state':
      return { kind: 'state', state: member.state() };
  }
}
