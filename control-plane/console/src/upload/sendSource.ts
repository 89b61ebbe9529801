import { DetailedError, Upload } from 'tus-js-client';
import { ApiFailure, failureOf, unreachable } from '../api/failure';
import { API_BASE } from '../api/send';
import { accessToken } from '../session';
import { PAUSED } from './pause';

/** Life an access token should have left when a call starts: the server reads it at the start. */
const LEAST_TOKEN_SECONDS = 120;

/** What one call brings at most, so that long uploads renew their token on the way. */
const CALL_BYTES = 256 * 1024 * 1024;

/** A minute in all without a byte more, longer than the server holds on to a broken connection. */
const RETRY_DELAYS_MILLIS = [0, 1_000, 3_000, 5_000, 10_000, 20_000, 20_000];

/** What says nothing of an upload, but that it can't be asked for just now. */
const PASSING = [401, 409, 429, 500, 502, 503, 504];

/**
 * Sends a file as a title's source by tus, from where an earlier sending to that title stopped.
 * Rejects with an `ApiFailure`, or with the signal's reason; unless that is `PAUSED`, what was sent
 * is dropped then.
 */
export function sendSource(
  titleId: string,
  file: File,
  onSent: (bytes: number) => void,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const upload = new Upload(file, {
      endpoint: `${API_BASE}/uploads`,
      metadata: { titleId, filename: file.name },
      chunkSize: CALL_BYTES,
      retryDelays: RETRY_DELAYS_MILLIS,
      removeFingerprintOnSuccess: true,
      fingerprint: () =>
        Promise.resolve(`headwater-${titleId}-${file.size}-${file.lastModified}-${file.name}`),
      onBeforeRequest: async (request) => {
        const token = await accessToken(LEAST_TOKEN_SECONDS);
        if (token === null) throw new ApiFailure(401, 'Nobody is signed in');
        request.setHeader('Authorization', `Bearer ${token}`);
      },
      onAfterResponse: (request, response) => {
        const status = response.getStatus();
        // Any other failure of HEAD makes it begin anew, from the first byte.
        if (request.getMethod() === 'HEAD' && PASSING.includes(status)) {
          const contentType = response.getHeader('content-type') ?? null;
          throw failureOf(status, contentType, response.getBody());
        }
      },
      onProgress: (sent) => onSent(sent),
      onSuccess: () => resolve(),
      onError: (error) => reject(refusalIn(error)),
    });
    signal.addEventListener(
      'abort',
      () => {
        upload.abort(signal.reason !== PAUSED).catch(() => undefined); // it expires by itself
        reject(signal.reason as Error);
      },
      { once: true },
    );
    void begin(upload, signal);
  });
}

async function begin(upload: Upload, signal: AbortSignal): Promise<void> {
  const [previous] = await upload.findPreviousUploads();
  if (signal.aborted) return;
  if (previous !== undefined) upload.resumeFromPreviousUpload(previous);
  upload.start();
}

function refusalIn(error: Error | DetailedError): ApiFailure {
  if (!(error instanceof DetailedError)) return error instanceof ApiFailure ? error : unreachable();
  const cause = error.causingError as unknown;
  if (cause instanceof ApiFailure) return cause;
  const response = error.originalResponse;
  if (!response) return unreachable();
  const contentType = response.getHeader('content-type') ?? null;
  return failureOf(response.getStatus(), contentType, response.getBody());
}
