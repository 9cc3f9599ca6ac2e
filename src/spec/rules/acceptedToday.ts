import type { Candidate } from '../../solver/candidate.ts';
import type { Choices } from '../../solver/choices.ts';
import type { Evaluation } from '../../solver/evaluation.ts';
import type { DiagnosticCode } from '../../yaml/codes.ts';
import { readChoices } from '../readChoices.ts';
import type { Accepted } from '../accepted/acceptedSchema.ts';

/** A choice of an accepted block that cannot be had any more. */
export interface LostChoice {
  readonly code: DiagnosticCode;
  readonly key: string;
  readonly part: 'key' | 'value';
  readonly message: string;
  readonly help: string | null;
}

/** What was accepted, as today's table and workflow see it. */
export interface AcceptedToday {
  readonly written: Accepted;
  /** Null when some of the choices cannot be had any more. */
  readonly choices: Choices | null;
  readonly candidate: Candidate | null;
  readonly lost: readonly LostChoice[];
}

/** Reads the choices that were accepted and gives them today's figures. */
export function acceptedToday(evaluation: Evaluation, written: Accepted): AcceptedToday {
  const lost: LostChoice[] = [];
  const choices = readChoices(
    evaluation.problem,
    written.choices,
    (code, key, part, message, help) => {
      lost.push({ code, key, part, message, help });
    },
  );
  const whole = lost.length === 0 ? choices : null;
  return { written, choices: whole, candidate: whole && evaluation.candidate(whole), lost };
}
