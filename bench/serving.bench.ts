/**
 * Predicted GPU times against published measurements: mean and median absolute error with the shipped
 * tables, nothing fitted. The measurements lie outside this repository; run with `npm run bench:serving`.
 */
import {
  errorsOf,
  measuredSilicon,
  measuredTables,
  predicted,
  predictedThroughput,
  present,
} from '../test/cost/support/measuredServing.ts';

function line(name: string, pairs: readonly { predicted: number; measured: number }[]): void {
  const { n, mean, median } = errorsOf(pairs);
  const percent = (share: number) => `${(100 * share).toFixed(1)}%`.padStart(6);
  console.log(`${name.padEnd(52)} ${String(n).padStart(5)} ${percent(mean)} ${percent(median)}`);
}

if (present) {
  const silicon = measuredSilicon().map((row) => ({ row, guess: predicted(row) }));
  const perToken = silicon.map(({ row, guess }) => ({
    row,
    predicted: guess.perToken,
    measured: row.perToken,
  }));
  console.log(`${''.padEnd(52)}     n   mean median`);
  line('time per token, H100, H200, B200, three engines', perToken);
  line(
    'time of a whole request, the same',
    silicon.map(({ row, guess }) => ({
      predicted: guess.whole,
      measured: row.firstToken + (row.shape.output - 1) * row.perToken,
    })),
  );
  for (const engine of ['vllm', 'trtllm', 'sglang']) {
    for (const gpu of ['h100', 'h200', 'b200']) {
      const own = perToken.filter(({ row }) => row.engine === engine && row.gpu === gpu);
      if (own.length > 0) line(`  time per token, ${engine} on ${gpu}`, own);
    }
  }
  const tables = measuredTables().map((row) => ({
    row,
    predicted: predictedThroughput(row),
    measured: row.perSecond,
  }));
  line('tokens a second offline, TensorRT-LLM', tables);
  for (const gpu of ['a100', 'l40s', 'h100', 'h200', 'b200'])
    line(
      `  on ${gpu}`,
      tables.filter(({ row }) => row.gpu === gpu),
    );
} else {
  console.log('skipped: ../shared/data/serving/gpu is absent');
}
