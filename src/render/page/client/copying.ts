/** Copies the counterproposal, or the address of the page as it stands, beside a button that was clicked. */
export function copying({ target }: Event): void {
  if (!(target instanceof HTMLElement)) return;
  const offer = target.closest('.offer');
  const said = offer?.querySelector('.copied');
  if (!offer || !said) return;
  if (target.classList.contains('link')) copy(location.href, said, null);
  else if (target.classList.contains('copy')) {
    const text = offer.querySelector('blockquote');
    copy(text?.textContent ?? '', said, text);
  }
}

/** Where copying is not allowed, selects the text, or shows it. */
function copy(text: string, said: Element, place: Element | null): void {
  const copied = () => (said.textContent = 'Copied.');
  const selected = () => {
    if (place === null) said.textContent = text;
    else {
      getSelection()?.selectAllChildren(place);
      said.textContent = 'Selected: copy it with your keyboard.';
    }
  };
  if (navigator.clipboard === undefined) selected();
  else navigator.clipboard.writeText(text).then(copied, selected);
}
