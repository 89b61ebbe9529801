
// nginx's request as an event, once for each request: each has a virtual machine of its own.
let answer;

function answered(r, eventType, response) {
  if (answer === undefined || response) {
    const event = {
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
    answer = handler(event);
  }
  return answer;
}

function parameters(query) {
  const all = {};
  (query || '').split('&').filter(pair => pair !== '').forEach(pair => {
    const name = pair.split('=')[0];
    const value = pair.substring(name.length + 1);
    if (Object.prototype.hasOwnProperty.call(all, name)) {
      all[name].multiValue = (all[name].multiValue || [{ value: all[name].value }]).concat([{ value: value }]);
    } else {
      all[name] = { value: value };
    }
  });
  return all;
}

function fields(headers) {
  const all = {};
  Object.keys(headers).filter(name => name.toLowerCase() !== 'cookie').forEach(name => {
    all[name.toLowerCase()] = { value: headers[name] };
  });
  return all;
}

function cookies(field) {
  const all = {};
  (field || '').split(/;\s*/).filter(pair => pair.indexOf('=') > 0).forEach(pair => {
    const name = pair.split('=')[0];
    all[name] = { value: pair.substring(name.length + 1) };
  });
  return all;
}

function query(querystring) {
  const pairs = [];
  Object.keys(querystring).forEach(name => {
    (querystring[name].multiValue || [querystring[name]]).forEach(one => pairs.push(name + '=' + one.value));
  });
  return pairs.join('&');
}

// js_set: the status where the function answers itself, else nothing.
function status(r) {
  return String(answered(r, 'viewer-request').statusCode || '');
}

// js_content: the function's answer.
function respond(r) {
  const response = answered(r, 'viewer-request');
  const headers = response.headers || {};
  Object.keys(headers).forEach(name => { r.headersOut[name] = headers[name].value; });
  r.return(response.statusCode, headers.location ? headers.location.value : response.body || '');
}

// js_set: the path and the query that the function leaves.
function uri(r) {
  return answered(r, 'viewer-request').uri || '';
}

function args(r) {
  return query(answered(r, 'viewer-request').querystring || {});
}

// js_set: all that the function leaves of the request, as JSON.
function request(r) {
  return JSON.stringify(answered(r, 'viewer-request'));
}

// js_header_filter: what the function makes of an answer's fields.
function response(r) {
  const before = fields(r.headersOut);
  const after = answered(r, 'viewer-response', { statusCode: r.status, headers: fields(r.headersOut), cookies: {} }).headers;
  Object.keys(before).filter(name => !after[name]).forEach(name => { delete r.headersOut[name]; });
  Object.keys(after).forEach(name => { r.headersOut[name] = after[name].value; });
}

export default { status, respond, uri, args, request, response };
