import { type Html, markup } from './html.ts';

/** A part that can be folded away: its title is all that is seen then. */
export interface Folded {
  readonly title: string;
  readonly lead: string;
  readonly body: Html;
  readonly open: boolean;
  /** It changes with the sliders; else it says that it speaks of what was asked at first. */
  readonly follows: boolean;
}

export function folded({ title, lead, body, open, follows }: Folded): Html {
  const inner = markup`<summary><h4>${title}</h4></summary>
    ${lead === '' ? null : markup`<p class="lead">${lead}</p>`}
    ${follows ? null : markup`<p class="as-asked" hidden>You moved a limit: this still speaks of what was asked at first.</p>`}
    ${body}`;
  return open
    ? markup`<details class="fold" open>${inner}</details>`
    : markup`<details class="fold">${inner}</details>`;
}
