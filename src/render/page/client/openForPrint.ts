/** On paper nothing can be unfolded: everything is open while the page is printed. */
export function openForPrint(): void {
  let folded: Element[] = [];
  addEventListener('beforeprint', () => {
    folded = [...document.querySelectorAll('details.fold:not([open])')];
    for (const each of folded) each.setAttribute('open', '');
  });
  addEventListener('afterprint', () => {
    for (const each of folded) each.removeAttribute('open');
    folded = [];
  });
}
