const DAY = 86_400_000;

/** Says beside every date of data how old it is on the day the page is read. */
export function showAges(page: ParentNode, now: Date): void {
  for (const time of page.querySelectorAll('time.age')) {
    const then = Date.parse(time.getAttribute('datetime') ?? '');
    const days = Math.floor((now.getTime() - then) / DAY);
    if (Number.isFinite(days) && days >= 0)
      time.textContent = `${time.getAttribute('datetime') ?? ''}, ${days} ${days === 1 ? 'day' : 'days'} before today`;
  }
}
