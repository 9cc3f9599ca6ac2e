/** Copies the counterproposal beside a button that was clicked; where that is not allowed, selects it. */
export function copyOffer({ target }: Event): void {
  if (!(target instanceof HTMLElement) || !target.classList.contains('copy')) return;
  const offer = target.closest('.offer');
  const text = offer?.querySelector('blockquote');
  const said = offer?.querySelector('.copied');
  if (!text || !said) return;
  const copied = () => (said.textContent = 'Copied.');
  const selected = () => {
    getSelection()?.selectAllChildren(text);
    said.textContent = 'Selected: copy it with your keyboard.';
  };
  if (navigator.clipboard === undefined) selected();
  else navigator.clipboard.writeText(text.textContent ?? '').then(copied, selected);
}
