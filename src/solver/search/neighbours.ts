import { ascending, type Candidate, TIME_CORNERS } from '../candidate.ts';
import type { Choices } from '../choices.ts';
import { architectureAt, satisfies } from '../enumerate.ts';
import type { Problem } from '../problem.ts';
import { uniform } from './random.ts';

/** Architectures looked at in all, and those drawn to begin with. */
const LOOKED_AT = 6_000;
const DRAWN = 400;

/** A fixed seed: the same question finds the same architectures. */
const SEED = 0x1b87_3593;

/**
 * Where steps are coupled in a way that no exact search follows and there are too many architectures
 * to try: some drawn evenly, and then, again and again, those that differ in one choice from the
 * best known. What is found exists; something better may exist, too.
 */
export function neighbours(
  problem: Problem,
  candidateOf: (choices: Choices) => Candidate,
): Candidate[] {
  const random = uniform(SEED);
  const known = new Map<string, Candidate>();
  const look = (choices: Choices): void => {
    const candidate = candidateOf(choices);
    if (!known.has(candidate.id)) known.set(candidate.id, candidate);
  };
  if (problem.today && satisfiesTools(problem, problem.today)) look(problem.today);
  for (let drawn = 0; drawn < DRAWN; drawn++) look(architectureAt(problem, random));
  const asked = new Set<string>();
  for (;;) {
    const next = unbeaten(problem, [...known.values()]).filter(({ id }) => !asked.has(id));
    if (next.length === 0 || known.size >= LOOKED_AT) return [...known.values()];
    for (const { id, choices } of next) {
      asked.add(id);
      for (const neighbour of oneChoiceAway(problem, choices)) look(neighbour);
      if (known.size >= LOOKED_AT) break;
    }
  }
}

function satisfiesTools({ tools, limits }: Problem, choices: Choices): boolean {
  const kept = choices.tools.map((name) => ({ name }));
  return satisfies(kept, limits.tools, tools?.tools.length ?? 0);
}

/** Those that none of the others matches everywhere and beats somewhere. */
function unbeaten(problem: Problem, candidates: readonly Candidate[]): Candidate[] {
  const rows = candidates.map((candidate) => ({
    candidate,
    figures: figuresOf(problem, candidate),
  }));
  return rows
    .filter(({ figures }) => !rows.some((other) => beats(other.figures, figures)))
    .map(({ candidate }) => candidate);
}

function figuresOf(problem: Problem, candidate: Candidate): (number | null)[] {
  const times = TIME_CORNERS.flatMap((corner) =>
    (problem.limits[corner] ?? []).map(({ p }) => candidate.time(corner, p)),
  );
  const { value } = candidate.accuracy;
  return [
    ...(times.length > 0 ? times : [candidate.primaryTime]),
    candidate.cost.perRequest,
    value === null ? null : -value,
  ];
}

function beats(a: readonly (number | null)[], b: readonly (number | null)[]): boolean {
  const orders = a.map((value, index) => ascending(value, b[index] ?? null));
  return orders.every((order) => order <= 0) && orders.some((order) => order < 0);
}

/** Every architecture at the wanted tools that differs in one choice. */
function* oneChoiceAway(problem: Problem, choices: Choices): Generator<Choices> {
  const change = (name: string, value: string): Choices => ({
    ...choices,
    values: new Map(choices.values).set(name, value),
  });
  for (const { name, options, optional } of problem.steps) {
    const values = [...options.map(({ value }) => value), ...(optional ? ['off'] : [])];
    for (const value of values) if (value !== choices.values.get(name)) yield change(name, value);
  }
  for (const { name, optional } of problem.shortcuts)
    if (optional) yield change(name, choices.values.get(name) === 'on' ? 'off' : 'on');
  for (const { name, options } of problem.tools?.tools ?? []) {
    if (!choices.tools.includes(name) || options.length < 2) continue;
    for (const { value } of options)
      if (value !== choices.values.get(name)) yield change(name, value);
  }
  if (choices.tools.length < 2) return;
  for (const order of problem.tools?.orders ?? [])
    if (order !== choices.order) yield { ...choices, order };
}
