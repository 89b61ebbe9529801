package dev.headwater.edge.source.upstream;

import java.net.URI;

/**
 * Where an upstream server is. Immutable.
 *
 * @param tls whether it speaks https
 * @param host a name or an IP address, without brackets
 * @param port 1 to 65535
 * @param prefix what goes before every request's path; empty, or starting and not ending with "/"
 */
record UpstreamAddress(boolean tls, String host, int port, String prefix) {
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;

  /** Fails with IllegalArgumentException where it is not the base URL of an HTTP server. */
  static UpstreamAddress of(URI url) {
    boolean tls = "https".equalsIgnoreCase(url.getScheme());
    boolean http = tls || "http".equalsIgnoreCase(url.getScheme());
    boolean bare = url.getRawUserInfo() == null && url.getRawQuery() == null;
    if (!http || url.getHost() == null || !bare || url.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "urls: " + url + " (expected: http:// or https://, a host, and perhaps port and path)");
    }
    int port = url.getPort() > 0 ? url.getPort() : tls ? HTTPS_PORT : HTTP_PORT;
    String host = url.getHost().replaceAll("[\\[\\]]", "");
    return new UpstreamAddress(tls, host, port, url.getRawPath().replaceAll("/+$", ""));
  }

  /** What Host says (RFC 9110, section 7.2): the port only where it is not the scheme's own. */
  String authority() {
    String name = host.contains(":") ? "[" + host + "]" : host;
    return port == (tls ? HTTPS_PORT : HTTP_PORT) ? name : name + ":" + port;
  }

  /** The target that a request has at this server; the asterisk-form has no path to prefix. */
  String target(String target) {
    return target.equals("*") ? target : prefix + target;
  }

  @Override
  public String toString() {
    return (tls ? "https://" : "http://") + authority() + prefix;
  }
}
