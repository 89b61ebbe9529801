// Gives each viewer one of several variants (A/B), always the same: the one that the cookie names, else one by a hash of what
// tells viewers apart. A variant is another path, so that it is in the key of every cache without more ado.
//
// configuration: { cookie: its name, tests: [{ path: a prefix, variants: [{ name, weight: a whole number, to: what is in its place }] }] }

const crypto = require('crypto');

function handler(event) {
  const request = event.request;
  const shown = request.uri.match(/^(\/t\/[^\/]+)?(\/.*)$/);
  const test = shown ? configuration.tests.find(one => shown[2].startsWith(one.path)) : undefined;
  if (test) {
    const variant = named(test, request.cookies[configuration.cookie]) || drawn(test, viewer(event, shown[1]));
    request.uri = (shown[1] || '') + variant.to + shown[2].substring(test.path.length);
  }
  return request;
}

function named(test, cookie) {
  return cookie ? test.variants.find(one => one.name === cookie.value) : undefined;
}

// A token is of one viewer and stays the same for hours; an address with a browser's name, for as long as that may be.
function viewer(event, token) {
  const agent = event.request.headers['user-agent'];
  return token || event.viewer.ip + ' ' + (agent ? agent.value : '');
}

function drawn(test, who) {
  const total = test.variants.reduce((sum, one) => sum + one.weight, 0);
  const digest = crypto.createHash('sha256').update(test.path + ' ' + who).digest('hex');
  let place = parseInt(digest.substring(0, 8), 16) % total;
  return test.variants.find(one => (place -= one.weight) < 0);
}
