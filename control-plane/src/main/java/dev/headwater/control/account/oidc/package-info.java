/**
 * Log-in with an OpenID provider: authorization code with PKCE (OpenID Connect Core 1.0, section
 * 3.1; RFC 7636). Sessions and passwords of ours stay out.
 */
@NullMarked
package dev.headwater.control.account.oidc;

import org.jspecify.annotations.NullMarked;
