import type { Messages } from '../i18n';
import { ApiFailure } from './failure';

/** A failure for people: a sentence in their language, and the server's own words where they add something. */
export interface Explanation {
  readonly summary: string;
  readonly detail?: string;
}

export function explain(failure: unknown, t: Messages): Explanation {
  if (!(failure instanceof ApiFailure)) {
    return { summary: t.failure.server, detail: String(failure) };
  }
  const summary = summaryOf(failure.status, t);
  return failure.detail === undefined ? { summary } : { summary, detail: failure.detail };
}

function summaryOf(status: number, t: Messages): string {
  switch (status) {
    case 0:
      return t.failure.offline;
    case 401:
      return t.failure.unauthorized;
    case 403:
      return t.failure.forbidden;
    case 404:
      return t.failure.notFound;
    case 409:
      return t.failure.conflict;
    case 410:
      return t.failure.gone;
    case 413:
      return t.failure.tooLarge;
    case 429:
      return t.failure.tooMany;
    case 502:
    case 503:
    case 504:
      return t.failure.unavailable;
    default:
      return status >= 500 ? t.failure.server : t.failure.invalid;
  }
}
