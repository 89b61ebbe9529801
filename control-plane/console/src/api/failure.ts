/**
 * The server's refusal of a call: an RFC 9457 problem, or what could be made of another answer.
 * `status` is 0 when no answer came at all. Immutable.
 */
export class ApiFailure extends Error {
  readonly status: number;
  /** The problem's `detail`: what is wrong this time, in the server's words. */
  readonly detail: string | undefined;

  constructor(status: number, title: string, detail?: string) {
    super(title);
    this.name = 'ApiFailure';
    this.status = status;
    this.detail = detail;
  }
}

/** The failure for a call that got no answer. */
export function unreachable(): ApiFailure {
  return new ApiFailure(0, 'No answer');
}

/** Reads a refusal from its status, content type and body; never fails itself. */
export function failureOf(status: number, contentType: string | null, body: string): ApiFailure {
  if (contentType !== null && /\bjson\b/.test(contentType)) {
    const problem = parsed(body);
    return new ApiFailure(status, text(problem.title) ?? `Status ${status}`, text(problem.detail));
  }
  return new ApiFailure(status, `Status ${status}`);
}

function parsed(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
