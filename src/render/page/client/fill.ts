const filled = new WeakMap<Element, string>();

/** Puts HTML into an element unless it is there already; what did not change is not laid out again. */
export function fill(place: Element, html: string): void {
  if (filled.get(place) === html) return;
  filled.set(place, html);
  place.innerHTML = html;
}

/** What a page certainly has. */
export function must(parent: Element, selector: string): Element {
  const found = parent.querySelector(selector);
  if (found === null) throw new Error(`the page has no ${selector}`);
  return found;
}
