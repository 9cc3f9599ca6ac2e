/** What a name may hold to get into a page, and what only makes it hard to read, by what it tries. */
export const PAYLOADS: Readonly<Record<string, string>> = {
  'an element': '<img/src=x/onerror=alert(1)><b>bold</b>',
  'the end of an attribute': `"/onmouseover="alert(1)"/x='`,
  'the end of an attribute in single quotes': `'/onfocus='alert(1)'/autofocus='`,
  'the end of the script': '</script><script>alert(1)</script><!--<script>',
  'a template': '${alert(1)}`{{7*7}}',
  'an entity': '&lt;img&#x3e;&amp;quot;',
  'a link': 'javascript:alert(1)',
  'emoji, right-to-left letters and 200 of them': `🦆👩‍🚀${'שלום'}${'x'.repeat(200)}`,
  'a turn of direction': '\u202Eevil\u2066name',
};
