const configuration = {
  field: 'cloudfront-viewer-country',
  rules: [] // { path: '/vod/t1/', allow: ['DE', 'FR'] }, { path: '/live/', deny: ['US'] }
};

// Lets viewers of some countries alone, or of all but some, have what lies below a path. The host names the country in a field that
// viewers can't set: CloudFront-Viewer-Country, or what nginx has from a database of addresses.
//
// configuration: { field: its name in small letters, rules: [{ path: a prefix, allow: [countries] or deny: [countries] }] }; of
// several rules for a path the first one counts. Where the country isn't known, only a rule that denies lets pass.

function handler(event) {
  const request = event.request;
  const path = plain(request.uri);
  const rule = configuration.rules.find(one => path.startsWith(one.path));
  const field = request.headers[configuration.field];
  const country = field ? field.value.toUpperCase() : '';
  return !rule || mayPass(rule, country) ? request : refusal();
}

// The path without a token. What is escaped without need is one path with what isn't, and one token before it.
function plain(uri) {
  const path = uri.replace(/%[2-7][0-9a-f]/gi, escape => {
    const character = decodeURIComponent(escape);
    return /[\w.~-]/.test(character) ? character : escape;
  });
  return path.replace(/^\/t\/[^\/]+\//, '/');
}

function mayPass(rule, country) {
  return rule.allow ? rule.allow.indexOf(country) >= 0 : rule.deny.indexOf(country) < 0;
}

// RFC 7725: for legal reasons.
function refusal() {
  return {
    statusCode: 451,
    statusDescription: 'Unavailable For Legal Reasons',
    headers: { 'cache-control': { value: 'no-store' }, 'content-type': { value: 'application/problem+json' } },
    body: '{"type":"about:blank","title":"Unavailable For Legal Reasons","status":451,"detail":"not in this country"}'
  };
}
