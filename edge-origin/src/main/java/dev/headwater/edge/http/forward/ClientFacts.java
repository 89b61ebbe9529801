package dev.headwater.edge.http.forward;

/**
 * What a connection tells of the client. Immutable.
 *
 * @param address its IP address
 * @param scheme http or https
 * @param authority that the request is for: of its target or, in origin-form, its Host field
 * @param protocol the version of HTTP that it speaks, as in Via: "1.0", "1.1" or "2"
 * @param trusted whether what it says of those before it is believed
 */
public record ClientFacts(
    String address, String scheme, String authority, String protocol, boolean trusted) {}
