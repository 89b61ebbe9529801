
// Keys of tokens, and what this hop proves itself with, are in the key-value store that the function is associated with: "token-keys"
// (what the control plane answers to GET /api/v1/token-keys/KID/secret, of one key after the other) and "hop". Without both no token is
// good. Headwater-Viewer has to be part of the cache key, and Headwater-Hop of the origin request.
async function handler(event) {
  const hop = await kept('hop');
  const keys = hop === '' ? '' : await kept('token-keys');
  configuration.keys = {};
  (keys.match(/\{[^}]*\}/g) || []).map(JSON.parse).forEach(key => { configuration.keys[key.kid] = key.secret; });
  const asked = event.request.uri;
  const request = check(event);
  if (request.uri.startsWith('/t/')) {
    // CloudFront keeps what comes for as long as it was told, whatever the origin says: longer than a token is good that the origin judged.
    if (/^\/(t|%74)\//.test(asked)) {
      return { statusCode: 403, statusDescription: 'Forbidden' };
    }
    request.uri = asked;
  }
  if (request.headers['headwater-viewer']) {
    request.headers['headwater-hop'] = { value: hop };
  }
  return request;
}

async function kept(key) {
  try {
    return await store.get(key);
  } catch (absent) {
    return '';
  }
}
