import { runInNewContext } from 'node:vm';
import { parseHTML } from 'linkedom';

/** What tests look at of an element. */
export interface PageElement {
  readonly textContent: string;
  readonly innerHTML: string;
  readonly tagName: string;
  readonly attributes: Iterable<{ readonly name: string; readonly value: string }>;
  value: string;
  getAttribute(name: string): string | null;
  querySelector(selector: string): PageElement | null;
  querySelectorAll(selector: string): Iterable<PageElement>;
  dispatchEvent(event: unknown): void;
}

/** A page as a reader has it, with its script run in a DOM without a browser around it. */
export interface OpenPage {
  readonly document: PageElement;
  /** Moves the slider of a limit to a place of its stops. */
  slide(agent: number, key: string, index: number): void;
  click(selector: string, agent?: number): void;
  /** What follows `#` in the address. */
  readonly hash: string;
  /** Addresses that were asked for. */
  readonly requests: readonly string[];
}

interface PageWindow {
  readonly HTMLElement: unknown;
  readonly HTMLInputElement: unknown;
  readonly Event: new (type: string, options: { readonly bubbles: boolean }) => unknown;
}

/** Opens the HTML of a report, with the address ending in `hash`. */
export function openPage(html: string, hash = ''): OpenPage {
  const { document, window }: { document: PageElement; window: PageWindow } = parseHTML(html);
  const location = { hash, pathname: '/report.html', search: '' };
  const requests: string[] = [];
  const ask = (address: unknown) => {
    requests.push(String(address));
    throw new Error('a page asks for nothing');
  };
  const world = {
    document,
    location,
    navigator: {},
    history: {
      replaceState: (_state: unknown, _title: string, address: string) =>
        (location.hash = address.startsWith('#') ? address : ''),
    },
    addEventListener: () => undefined,
    getSelection: () => ({ selectAllChildren: () => undefined }),
    HTMLElement: window.HTMLElement,
    HTMLInputElement: window.HTMLInputElement,
    fetch: ask,
    XMLHttpRequest: ask,
    WebSocket: ask,
  };
  const scripts = [...document.querySelectorAll('script')].filter(
    (script) => script.getAttribute('type') === null,
  );
  for (const script of scripts) runInNewContext(script.textContent ?? '', world);
  const section = (agent: number) => {
    const found = document.querySelector(`[data-agent="${agent}"]`);
    if (found === null) throw new Error(`no agent ${agent}`);
    return found;
  };
  const event = (type: string) => new window.Event(type, { bubbles: true });
  return {
    document,
    requests,
    get hash() {
      return location.hash;
    },
    slide(agent, key, index) {
      const input = section(agent).querySelector(`input[data-key="${key}"]`);
      if (input === null) throw new Error(`no slider ${key}`);
      input.value = String(index);
      input.dispatchEvent(event('input'));
    },
    click(selector, agent = 0) {
      const found = section(agent).querySelector(selector);
      if (found === null) throw new Error(`nothing at ${selector}`);
      found.dispatchEvent(event('click'));
    },
  };
}
