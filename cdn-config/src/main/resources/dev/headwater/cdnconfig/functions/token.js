// Checks the viewer's playback token (JWT, HS256), and takes it out of the request: out of the path /t/TOKEN/..., or the cookie
// headwater_token. A request whose token is good goes on with the field Headwater-Viewer: token, which has to be part of the cache
// key: what the origin gave for one that has it is never given to one that hasn't. Any other request goes on as one without a token,
// but a token of a key that isn't known here stays in the path: it is for the origin to judge.
//
// configuration: { keys: { KID: 64 hexadecimal digits } }

const crypto = require('crypto');

const SKEW_SECONDS = 10; // how far the clock of who signs may be ahead or behind
const AHEAD_SECONDS = 60; // how far "iat" may be ahead beyond that: a token begins as long before it was issued
const LONGEST = 2048; // ours are under 400 characters

function handler(event) {
  const request = event.request;
  delete request.headers['headwater-hop'];
  delete request.headers['headwater-viewer'];
  const token = take(request);
  if (!isToken(token)) {
    return request;
  }
  const secret = secretOf(token);
  if (!secret) {
    request.uri = '/t/' + token + request.uri;
  } else if (isSigned(token, secret) && isGood(decoded(token.split('.')[1]), request.uri, event.viewer.ip)) {
    request.headers['headwater-viewer'] = { value: 'token' };
  }
  return request;
}

function take(request) {
  const cookie = request.cookies.headwater_token;
  const path = request.uri.match(/^\/(?:t|%74)\/([^\/]+)(\/.*)$/); // escaped, it is the same to an origin
  delete request.cookies.headwater_token;
  if (!path) {
    return cookie ? cookie.value : '';
  }
  request.uri = path[2];
  return path[1];
}

// Three parts, and nothing else: in njs, $ is also where a line break is the last character, and this goes into a field.
function isToken(text) {
  return text.length <= LONGEST && !/[^\w.-]/.test(text) && /^[^.]+\.[^.]+\.[^.]+$/.test(text);
}

// Undefined where the token is of no key that is known here.
function secretOf(token) {
  const header = decoded(token.split('.')[0]);
  const isKnown = Object.prototype.hasOwnProperty.call(configuration.keys, String(header.kid));
  return isKnown ? configuration.keys[header.kid] : undefined;
}

// The object that a part of a token is; one without members where it is none.
function decoded(part) {
  try {
    const value = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return value && typeof value === 'object' ? value : {};
  } catch (malformed) {
    return {};
  }
}

function isSigned(token, secret) {
  if (!/^[0-9a-f]{64}$/i.test(secret)) {
    return false; // read as hexadecimal it would be shorter than it looks, or empty
  }
  const parts = token.split('.');
  const signature = crypto.createHmac('sha256', Buffer.from(secret, 'hex')).update(parts[0] + '.' + parts[1]).digest('base64url');
  return decoded(parts[0]).alg === 'HS256' && isSame(signature, parts[2]);
}

// Takes the same time wherever they differ. Compared as written: a signature has one spelling.
function isSame(one, other) {
  let difference = one.length ^ other.length;
  for (let i = 0; i < one.length; i++) {
    difference |= one.charCodeAt(i) ^ other.charCodeAt(i);
  }
  return difference === 0;
}

function isGood(claims, path, address) {
  const now = Date.now() / 1000;
  const isWhole = typeof claims.pfx === 'string' && typeof claims.sub === 'string' && typeof claims.sid === 'string'
    && typeof claims.exp === 'number' && typeof claims.nbf === 'number';
  return isWhole
    && now + SKEW_SECONDS >= claims.nbf
    && now + SKEW_SECONDS + AHEAD_SECONDS >= (claims.iat || 0)
    && now - SKEW_SECONDS < claims.exp
    && opens(claims.pfx, scope(path))
    && (claims.ip === undefined || full(String(claims.ip)) === full(address));
}

function opens(prefix, path) {
  return path !== ''
    && (path === prefix || (path.startsWith(prefix) && (prefix.endsWith('/') || path.charAt(prefix.length) === '/')));
}

// What a token has to open: the path, or what a content key opens. Nothing where the path could be read in two ways.
function scope(path) {
  if (/[^\w.~\/-]/.test(path) || !/^(\/[^\/]+)+$/.test(path) || /\/\.\.?(\/|$)/.test(path)) {
    return '';
  }
  const key = path.match(/^\/keys\/(.+)$/);
  return key ? scopeOfKey(key[1]) : path;
}

// CHANNEL.RENDITION.EPOCH.PERIOD, TITLE-EPOCH-N, or CHANNEL.
function scopeOfKey(id) {
  const live = id.split('.');
  const title = id.split('-');
  if (live.length === 4 && /^(0|[1-9]\d{0,17})$/.test(live[3])) {
    return '/live/' + live[0] + '/';
  }
  if (live.length === 1 && title.length === 1) {
    return '/live/' + id + '/';
  }
  return title.length === 3 ? '/vod/' + title[0] + '/' + title[1] + '/' : '';
}

// One address has several forms in IPv6: all groups, without leading zeros.
function full(address) {
  const halves = address.toLowerCase().split('::');
  const groups = halves[0] === '' ? [] : halves[0].split(':');
  if (halves.length === 2) {
    const last = halves[1] === '' ? [] : halves[1].split(':');
    while (groups.length + last.length < 8) {
      groups.push('0');
    }
    last.forEach(group => groups.push(group));
  }
  return groups.map(group => group.replace(/^0+(.)/, '$1')).join(':');
}
