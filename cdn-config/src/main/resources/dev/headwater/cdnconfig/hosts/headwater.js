
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

// Where it can't be told whether there is one, the request has a key of its own.
function mark(path, r) {
  try {
    return fs.readFileSync(fileOf(path), 'utf8');
  } catch (absent) {
    return absent.code === 'ENOENT' ? '' : r.variables.request_id;
  }
}

function fileOf(path) {
  return PURGED + '/' + path.replace(/\//g, ',');
}

// PURGE of a path, or with Headwater-Purge-Scope: prefix of all paths that begin so. Soft or hard is the same here.
function purge(r) {
  const scope = r.headersIn['Headwater-Purge-Scope'] || 'path';
  const isPrefix = scope === 'prefix';
  const path = isPrefix ? r.uri.substring(0, r.uri.lastIndexOf('/') + 1) : r.uri;
  if (!SECRETS.purge || !isSame(SECRETS.purge, r.headersIn['Headwater-Purge'] || '')) {
    r.return(403, 'Headwater-Purge: not the secret, or none is configured here\n');
  } else if (!isPrefix && scope !== 'path') {
    r.return(400, 'Headwater-Purge-Scope: nginx knows no other than path and prefix\n');
  } else if (path.length > LONGEST_PURGED || !(isPrefix ? /^(\/[\w.~-]+)*\/$/ : /^(\/[\w.~-]+)+$/).test(path)) {
    r.return(400, 'the path is none that can be kept here, or longer than ' + LONGEST_PURGED + ' characters\n');
  } else {
    const fresh = fileOf(path) + ' ' + r.variables.request_id;
    fs.writeFileSync(fresh, r.variables.request_id.substring(0, 16));
    fs.renameSync(fresh, fileOf(path)); // so that nobody reads half of it
    r.return(200);
  }
}

export default { viewer, hop, purged, purge };
