const configuration = {
  redirects: [] // { from: '/vod/t1/e1/', to: '/vod/t1/e2/', status: 308 }
};

const handler = (() => {

// Sends viewers elsewhere: from a path, or from all that lies below one. A token in the path stays in it.
//
// configuration: { redirects: [{ from: a path, or a prefix that ends with "/", to: what is in its place, which then ends with "/" too,
// status: 301, 302, 307 or 308 }] }

function handler(event) {
  const request = event.request;
  const shown = request.uri.match(/^(\/t\/[^\/]+)?(\/.*)$/);
  const rule = shown ? configuration.redirects.find(one => covers(one.from, shown[2])) : undefined;
  if (!rule) {
    return request;
  }
  const isHere = rule.to.charAt(0) === '/';
  return {
    statusCode: rule.status,
    statusDescription: 'Redirect',
    headers: {
      location: { value: (isHere ? shown[1] || '' : '') + target(rule, shown[2]) + query(request.querystring) },
      'cache-control': { value: shown[1] ? 'private, no-store' : 'max-age=60' }
    }
  };
}

function covers(from, path) {
  return from.endsWith('/') ? path.startsWith(from) : path === from;
}

// What a viewer writes behind a prefix is never read as a host: "//example.org", or a longer name.
function target(rule, path) {
  if (!rule.from.endsWith('/')) {
    return rule.to;
  }
  return rule.to.replace(/\/?$/, '/') + path.substring(rule.from.length).replace(/^[\/\\]+/, '');
}

function query(parameters) {
  const pairs = [];
  Object.keys(parameters).forEach(name => {
    (parameters[name].multiValue || [parameters[name]]).forEach(one => pairs.push(name + '=' + one.value));
  });
  return pairs.length > 0 ? '?' + pairs.join('&') : '';
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
