
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
