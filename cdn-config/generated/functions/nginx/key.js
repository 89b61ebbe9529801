const configuration = {
  kinds: [
    { match: '^/live/[\\w.~-]+/index\\.m3u8$', query: ['from', 'to'] },
    { match: '^/live/[\\w.~-]+/[\\w.~-]+/index\\.m3u8$', query: ['from', 'to', '_HLS_msn', '_HLS_part', '_HLS_skip'] },
    { match: '^/live/[\\w.~-]+/manifest\\.mpd$', query: ['from', 'to'] }
  ]
};

const handler = (() => {

// Leaves of the query what counts in the cache key, always in one order, each once: the first that comes. What counts depends on
// the kind of resource, and that on the path, of which nothing stays escaped without need. Header fields and cookies that count
// somewhere stay where they count, and have a value that does.
//
// configuration: { kinds: [{ match: a regular expression of paths, query: [names, in the order of the key],
//   headers: { NAME in lower case: [values] }, cookies: { NAME: [values] } }] }, of which the last two may be missing

function handler(event) {
  const request = event.request;
  const given = request.querystring;
  const shown = plain(request.uri).match(/^(\/t\/[^\/]+)?(\/.*)$/);
  const path = shown ? shown[2] : request.uri;
  const kind = configuration.kinds.find(one => new RegExp(one.match).test(path));
  request.uri = (shown && shown[1] ? shown[1] : '') + path;
  request.querystring = {};
  (kind ? kind.query : []).forEach(name => {
    if (Object.prototype.hasOwnProperty.call(given, name)) {
      request.querystring[name] = { value: first(given[name]) };
    }
  });
  configuration.kinds.forEach(other => {
    leave(request.headers, other.headers || {}, kind && kind.headers || {});
    leave(request.cookies, other.cookies || {}, kind && kind.cookies || {});
  });
  return request;
}

// Of those that count for some kind, what counts for this one.
function leave(given, some, counted) {
  Object.keys(some).filter(name => given[name]).forEach(name => {
    const value = first(given[name]);
    const values = Object.keys(counted).indexOf(name) >= 0 ? counted[name] : [];
    if (values.indexOf(value) >= 0) {
      given[name] = { value: value };
    } else {
      delete given[name];
    }
  });
}

function first(parameter) {
  return parameter.multiValue ? parameter.multiValue[0].value : parameter.value;
}

// What is escaped without need is one path with what isn't (RFC 3986, section 2.3).
function plain(path) {
  return path.replace(/%[2-7][0-9a-f]/gi, escape => {
    const character = decodeURIComponent(escape);
    return /[\w.~-]/.test(character) ? character : escape;
  });
}

return handler;
})();

// nginx's request as an event, once for each request: each has a virtual machine of its own. A function that fails refuses.
const REFUSAL = { statusCode: 500, headers: { 'cache-control': { value: 'no-store' } } };
let answer;

function answered(r) {
  if (answer === undefined) {
    answer = REFUSAL;
    try {
      const given = handler(event(r, 'viewer-request'));
      answer = given.statusCode >= 200 || typeof given.uri === 'string' ? given : REFUSAL;
    } catch (failure) {
      r.error('a function failed: ' + JSON.stringify(String(failure)));
    }
  }
  return answer;
}

function event(r, eventType, response) {
  return {
    version: '1.0',
    context: { distributionDomainName: '', distributionId: '', eventType: eventType, requestId: r.variables.request_id },
    viewer: { ip: r.remoteAddress },
    request: {
      method: r.method,
      uri: r.uri.split('/').map(encodeURIComponent).join('/'),
      querystring: parameters(r.variables.args),
      headers: fields(r.headersIn),
      cookies: cookies(r.headersIn.Cookie)
    },
    response: response
  };
}

function parameters(query) {
  const all = {};
  (query || '').split('&').filter(pair => pair !== '').forEach(pair => add(all, pair));
  return all;
}

function cookies(field) {
  const all = {};
  (field || '').split(/;\s*/).filter(pair => pair.indexOf('=') > 0).forEach(pair => add(all, pair));
  return all;
}

// Whatever its name, "__proto__" too.
function add(all, pair) {
  const name = pair.split('=')[0];
  const one = { value: pair.substring(name.length + 1) };
  if (Object.prototype.hasOwnProperty.call(all, name)) {
    all[name].multiValue = (all[name].multiValue || [{ value: all[name].value }]).concat([one]);
  } else {
    Object.defineProperty(all, name, { value: one, writable: true, enumerable: true, configurable: true });
  }
}

function fields(headers) {
  const all = {};
  Object.keys(headers).filter(name => name.toLowerCase() !== 'cookie').forEach(name => {
    all[name.toLowerCase()] = { value: headers[name] };
  });
  return all;
}

function values(one) {
  return one.multiValue ? one.multiValue.map(each => each.value) : one.value;
}

function query(querystring) {
  const pairs = [];
  Object.keys(querystring).forEach(name => {
    (querystring[name].multiValue || [querystring[name]]).forEach(one => pairs.push(name + '=' + one.value));
  });
  return pairs.join('&');
}

function setCookies(r, set) {
  const lines = [];
  Object.keys(set || {}).forEach(name => {
    (set[name].multiValue || [set[name]]).forEach(one => {
      lines.push(name + '=' + one.value + (one.attributes ? '; ' + one.attributes : ''));
    });
  });
  if (lines.length > 0) {
    r.headersOut['Set-Cookie'] = (r.headersOut['Set-Cookie'] || []).concat(lines);
  }
}

// js_set: the status where the function answers itself, else nothing.
function status(r) {
  return String(answered(r).statusCode || '');
}

// js_content: the function's answer.
function respond(r) {
  const response = answered(r);
  const headers = response.headers || {};
  const leadsAway = headers.location && [301, 302, 303, 307, 308].indexOf(response.statusCode) >= 0;
  Object.keys(headers).forEach(name => { r.headersOut[name] = values(headers[name]); });
  setCookies(r, response.cookies);
  r.return(response.statusCode, leadsAway ? headers.location.value : content(response.body));
}

function content(body) {
  if (body && typeof body === 'object') {
    return body.encoding === 'base64' ? Buffer.from(body.data, 'base64') : body.data;
  }
  return body || '';
}

// js_set: the path and the query that the function leaves.
function uri(r) {
  return answered(r).uri || '';
}

function args(r) {
  return query(answered(r).querystring || {});
}

// js_set: all that the function leaves of the request, as JSON.
function request(r) {
  return JSON.stringify(answered(r));
}

// js_header_filter: what the function makes of an answer's fields.
function response(r) {
  const before = fields(r.headersOut);
  const after = handler(event(r, 'viewer-response', { statusCode: r.status, headers: fields(r.headersOut), cookies: {} }));
  Object.keys(before).filter(name => !after.headers[name]).forEach(name => { delete r.headersOut[name]; });
  Object.keys(after.headers).forEach(name => { r.headersOut[name] = values(after.headers[name]); });
  setCookies(r, after.cookies);
}

export default { status, respond, uri, args, request, response };
