import { ApiFailure } from '../api/failure';
import { Fields } from '../api/read';
import { send } from '../api/send';

/** What log-in and refresh hand out. Immutable. */
export interface Grant {
  readonly accessToken: string;
  /** Good for one refresh: using it twice ends the session. */
  readonly refreshToken: string;
  readonly expiresInSeconds: number;
}

/** The calls by which a session is made, kept and ended. */
export interface Grants {
  readonly logIn: (email: string, password: string) => Promise<Grant>;
  readonly refresh: (refreshToken: string) => Promise<Grant>;
  readonly logOut: (refreshToken: string) => Promise<void>;
}

/** The control plane's grants. */
export const grants: Grants = {
  logIn: async (email, password) => readGrant(await post('auth/login', { email, password })),
  refresh: async (refreshToken) => readGrant(await post('auth/refresh', { refreshToken })),
  logOut: async (refreshToken) => {
    await post('auth/logout', { refreshToken });
  },
};

function post(path: string, body: unknown): Promise<unknown> {
  return send({ method: 'POST', path, body }, null);
}

function readGrant(json: unknown): Grant {
  const fields = new Fields(json);
  const [accessToken, refreshToken] = [fields.text('accessToken'), fields.text('refreshToken')];
  if (accessToken === undefined || refreshToken === undefined) {
    throw new ApiFailure(502, 'No tokens', 'The answer holds no accessToken or refreshToken');
  }
  return { accessToken, refreshToken, expiresInSeconds: fields.number('expiresIn') ?? 0 };
}
