import { ApiFailure, failureOf, unreachable } from './failure';

/** Where every call goes: the control plane that served this page. */
export const API_BASE = '/api/v1';

/** One call of the control plane's API. Immutable. */
export interface Call {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Below the API base, without a leading slash: `titles/42`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

/**
 * Makes the call and returns the JSON it answers, `undefined` for an empty answer. Rejects with an
 * `ApiFailure`, or with the signal's reason when the caller gave up.
 */
export async function send(call: Call, accessToken: string | null): Promise<unknown> {
  const response = await answerTo(call, accessToken);
  const contentType = response.headers.get('content-type');
  const body = await response.text();
  if (!response.ok) throw failureOf(response.status, contentType, body);
  if (body === '') return undefined;
  try {
    return JSON.parse(body) as unknown;
  } catch {
    throw new ApiFailure(502, 'Not JSON', `The answer to ${call.method} ${call.path} is not JSON`);
  }
}

async function answerTo(call: Call, accessToken: string | null): Promise<Response> {
  const headers = new Headers({ Accept: 'application/json, application/problem+json' });
  if (accessToken !== null) headers.set('Authorization', `Bearer ${accessToken}`);
  if (call.body !== undefined) headers.set('Content-Type', 'application/json');
  try {
    return await fetch(addressOf(call), {
      method: call.method,
      headers,
      body: call.body === undefined ? null : JSON.stringify(call.body),
      signal: call.signal ?? null,
      credentials: 'same-origin',
      cache: 'no-store',
    });
  } catch (cause) {
    if (call.signal?.aborted) throw cause;
    throw unreachable();
  }
}

/** The call's address on this origin; parameters without a value are left out. */
export function addressOf(call: Pick<Call, 'path' | 'query'>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(call.query ?? {})) {
    if (value !== undefined && value !== '') query.set(name, value);
  }
  const suffix = query.size > 0 ? `?${query}` : '';
  return `${API_BASE}/${call.path}${suffix}`;
}
