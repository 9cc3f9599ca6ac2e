import { ascendingOf, rankedQuantile } from '../src/trust/ranked.ts';
import { leaveOneOut, medicalAgents, PERCENTILES } from '../test/support/leaveOneOut.ts';
import { WHISSLE } from '../test/support/sharedData.ts';

/** Each model of two real agents predicted from the traces of each other one. */

if (WHISSLE === null) console.log('skipped: ../shared/data/evals is absent');
else {
  console.log(
    '\nReal requests: error of every model predicted from the requests of each other one, median (and median size) at p50, p90\n',
  );
  console.log('| agent | models | tasks | pairs | composed | copula | replay |');
  console.log('|---|---|---|---|---|---|---|');
  for (const { name, byModel } of medicalAgents(WHISSLE)) {
    const errors = leaveOneOut(byModel);
    const cell = (method: 'composed' | 'copula' | 'replay') =>
      PERCENTILES.map((_, at) => {
        const found = errors.map((each) => each[method][at]!);
        return `${percent(median(found))} (${percent(median(found.map(Math.abs)))})`;
      }).join(', ');
    const sizes = [...byModel.values()].map(({ length }) => length);
    console.log(
      `| ${name} | ${byModel.size} | ${Math.min(...sizes)}–${Math.max(...sizes)} | ${errors.length} | ${cell('composed')} | ${cell('copula')} | ${cell('replay')} |`,
    );
  }
}

function median(values: readonly number[]): number {
  return rankedQuantile(ascendingOf(values), 0.5);
}

function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}
