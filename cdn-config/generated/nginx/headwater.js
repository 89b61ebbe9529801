// What headwater.conf asks of njs. Rendered by "headwater policy render nginx": change that instead.

import fs from 'fs';

const SECRETS = headwater_secrets; // which nginx reads when it starts
const PURGED = '/var/cache/headwater-purged';
const LONGEST_PURGED = 200; // a path, which is the name of a file then

// Without what it proves itself with, this hop gets nothing private, and leaves tokens to the origin.
const configuration = { keys: SECRETS.hop && SECRETS.keys ? SECRETS.keys : {} };

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

// What nginx's file asks of this one.

// Of the viewer's token: "token" where it is good for this path, "other" where it is for the origin to judge.
function viewer(r) {
  if (r.variables.headwater_token === '') {
    return '';
  }
  const request = handler({
    viewer: { ip: r.remoteAddress },
    request: { uri: r.uri, headers: {}, cookies: { headwater_token: { value: r.variables.headwater_token } } }
  });
  return request.headers['headwater-viewer'] ? 'token' : request.uri === r.uri ? '' : 'other';
}

// What the origin knows this hop by, for requests whose viewer it has checked.
function hop(r) {
  return r.variables.headwater_viewer === 'token' ? SECRETS.hop : '';
}

// What was purged of a path: it changes with each purge of the path, or of what is before it, and so does the key. What is still on its
// way from the origin while that happens is kept under the old key, where nobody finds it.
function purged(r) {
  const path = r.uri;
  let marks = '';
  for (let end = path.indexOf('/'); end >= 0 && end < LONGEST_PURGED; end = path.indexOf('/', end + 1)) {
    marks += mark(path.substring(0, end + 1), r);
  }
  return path.length > LONGEST_PURGED ? marks : marks + mark(path, r);
}

// Where it can't be told whether there is one, the request has a key of its own. Most aren't there, and an exception for each would
// cost more than all the rest of a hit.
function mark(path, r) {
  try {
    const isThere = fs.statSync(fileOf(path), { throwIfNoEntry: false }) !== undefined;
    return isThere ? fs.readFileSync(fileOf(path), 'utf8') : '';
  } catch (unreadable) {
    return r.variables.request_id;
  }
}

function fileOf(path) {
  return PURGED + '/' + path.replace(/\//g, ',');
}

// PURGE of a path, or with Headwater-Purge-Scope: prefix of all that begin so; one that ends with a slash is all below it. Soft is hard here.
function purge(r) {
  const scope = r.headersIn['Headwater-Purge-Scope'] || 'path';
  if (typeof SECRETS.purge !== 'string' || SECRETS.purge === '' || !isSame(SECRETS.purge, r.headersIn['Headwater-Purge'] || '')) {
    r.return(403, 'Headwater-Purge: not the secret, or none is configured here\n');
  } else if (scope !== 'prefix' && scope !== 'path') {
    r.return(400, 'Headwater-Purge-Scope: nginx knows no other than path and prefix\n');
  } else {
    note(scope === 'prefix' || r.uri.length > LONGEST_PURGED ? parent(r.uri) : r.uri, r.variables.request_id);
    r.return(200);
  }
}

// The path up to a slash, and no longer than can be noted: more is purged rather than less.
function parent(path) {
  return path.substring(0, path.lastIndexOf('/', LONGEST_PURGED - 1) + 1);
}

// There is nothing of a path that no location keeps.
function note(path, id) {
  if (/^(\/[\w.~-]+)*\/?$/.test(path)) {
    const fresh = fileOf(path) + ' ' + id;
    fs.writeFileSync(fresh, id.substring(0, 16));
    fs.renameSync(fresh, fileOf(path)); // so that nobody reads half of it
  }
}

export default { viewer, hop, purged, purge };
