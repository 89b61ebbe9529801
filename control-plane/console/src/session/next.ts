/** Where to go after signing in: a path of this console, else its list of titles. */
export function safeNext(wanted: unknown): string {
  return typeof wanted === 'string' && /^\/(?![/\\])/.test(wanted) && wanted !== '/'
    ? wanted
    : '/titles';
}
