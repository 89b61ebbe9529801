import { send } from '../api/send';

/** What whoever follows a link in a mail brings back: `#token=...`; null where it is missing. */
export function tokenIn(hash: string): string | null {
  return new URLSearchParams(hash.replace(/^#/, '')).get('token') || null;
}

/** Asks for a link to a new password; whether there is such an account, the answer doesn't tell. */
export async function forgetPassword(email: string): Promise<void> {
  await send({ method: 'POST', path: 'auth/password/forgotten', body: { email } }, null);
}

export async function resetPassword(token: string, password: string): Promise<void> {
  await send({ method: 'POST', path: 'auth/password/reset', body: { token, password } }, null);
}

export async function confirmEmail(token: string): Promise<void> {
  await send({ method: 'POST', path: 'auth/email/confirm', body: { token } }, null);
}
