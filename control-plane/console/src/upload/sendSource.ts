import { ApiFailure, failureOf, unreachable } from '../api/failure';
import { API_BASE } from '../api/send';
import { accessToken } from '../session';
import { pathOf } from '../catalog/catalog';

/** Life an access token should have left when an upload starts: the server reads it at the start. */
const LEAST_TOKEN_SECONDS = 120;

/**
 * Sends a file as a title's source, by XMLHttpRequest, since `fetch` tells no progress of what it
 * sends. Rejects with an `ApiFailure`, or with the signal's reason.
 */
export async function sendSource(
  titleId: string,
  file: File,
  onSent: (bytes: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const token = await accessToken(LEAST_TOKEN_SECONDS);
  if (token === null) throw new ApiFailure(401, 'Nobody is signed in');
  signal.throwIfAborted();
  await put(`${API_BASE}/${pathOf(titleId)}/source`, token, file, onSent, signal);
}

function put(
  address: string,
  token: string,
  file: File,
  onSent: (bytes: number) => void,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('PUT', address);
    request.setRequestHeader('Authorization', `Bearer ${token}`);
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.upload.onprogress = (event) => onSent(event.loaded);
    request.onerror = () => reject(unreachable());
    request.onabort = () => reject(signal.reason);
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) resolve();
      else reject(refusalIn(request));
    };
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(file);
  });
}

function refusalIn(request: XMLHttpRequest): ApiFailure {
  const contentType = request.getResponseHeader('content-type');
  return failureOf(request.status, contentType, request.responseText);
}
