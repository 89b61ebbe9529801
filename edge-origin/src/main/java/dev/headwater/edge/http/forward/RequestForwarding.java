package dev.headwater.edge.http.forward;

import dev.headwater.edge.http.message.ConnectionFields;
import dev.headwater.edge.http.message.FieldList;
import dev.headwater.edge.http.message.Fields;
import dev.headwater.edge.http.message.ListElements;
import dev.headwater.edge.http.message.RequestHead;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How this intermediary forwards requests. Immutable.
 *
 * @param pseudonym its name in Via
 * @param cdnId its name in CDN-Loop
 * @param node that tells it from others of the same name
 * @param maxPasses how often a request may come through nodes of this name, which tiers share
 */
public record RequestForwarding(String pseudonym, String cdnId, String node, int maxPasses) {
  private static final String CONTINUE = "100-continue";

  public RequestForwarding {
    if (maxPasses < 1) {
      throw new IllegalArgumentException("maxPasses: " + maxPasses + " (expected: >= 1)");
    }
  }

  public ForwardingDecision decide(RequestHead request, ClientFacts client) {
    if (request.method().equals("TRACE") || request.method().equals("CONNECT")) {
      return new ForwardingDecision.MethodRefused();
    }
    if (isCircle(request.fields())) {
      return new ForwardingDecision.LoopDetected();
    }
    if (!ListElements.of(request.fields(), "Expect").stream()
        .allMatch(CONTINUE::equalsIgnoreCase)) {
      return new ForwardingDecision.ExpectationFailed();
    }
    OptionalInt hops = MaxForwards.of(request);
    return hops.isPresent() && hops.getAsInt() == 0
        ? new ForwardingDecision.AnswerHere()
        : new ForwardingDecision.Forward(fields(request, client));
  }

  /** Whether a request has been here, or through too many that are called the same. */
  public boolean isCircle(Fields request) {
    return request.has(CdnLoop.NAME)
        && (CdnLoop.passed(request, cdnId, node) || CdnLoop.passes(request, cdnId) >= maxPasses);
  }

  /**
   * What a proxy says of the way here, and what servers take for it. Of who isn't trusted, none
   * goes on: it is no part of the cache key, and whoever gets the answer would get what it did.
   */
  private static final Set<String> OF_PROXIES =
      Set.of(
          "forwarded",
          "x-forwarded-host",
          "x-forwarded-port",
          "x-forwarded-prefix",
          "x-forwarded-scheme",
          "x-forwarded-server",
          "x-host",
          "x-http-method-override",
          "x-original-host",
          "x-original-url",
          "x-real-ip",
          "x-rewrite-url");

  /** The fields to forward. */
  public FieldList fields(RequestHead request, ClientFacts client) {
    Fields received = request.fields();
    FieldList.Builder fields = ConnectionFields.without(received);
    fields.set("Host", client.authority()); // section 7.2: whatever the field said
    if (acceptsTrailers(received)) {
      fields.add("TE", "trailers"); // over HTTP/1.1 the connection adds its option
    }
    if (!mayWaitForContinue(received, client)) {
      fields.remove("Expect");
    }
    MaxForwards.of(request)
        .ifPresent(hops -> fields.set(MaxForwards.NAME, Integer.toString(Math.max(0, hops - 1))));
    addClient(fields, received, client);
    fields.add("Via", client.protocol() + " " + pseudonym);
    return fields.add(CdnLoop.NAME, CdnLoop.member(cdnId, node)).build();
  }

  private static void addClient(FieldList.Builder fields, Fields received, ClientFacts client) {
    if (!client.trusted()) {
      fields.removeAll(OF_PROXIES);
    }
    String before = client.trusted() ? received.get("X-Forwarded-For") : null;
    fields.set("X-Forwarded-For", appended(before, client.address()));
    String scheme = client.trusted() ? received.get("X-Forwarded-Proto") : null;
    fields.set("X-Forwarded-Proto", scheme == null ? client.scheme() : scheme);
  }

  private static String appended(@Nullable String list, String element) {
    return list == null || list.isBlank() ? element : list + ", " + element;
  }

  private static boolean acceptsTrailers(Fields fields) {
    return ListElements.of(fields, "TE").stream().anyMatch("trailers"::equalsIgnoreCase);
  }

  /** Section 10.1.1: not over HTTP/1.0, and not without content; HTTP/2 need not announce any. */
  private static boolean mayWaitForContinue(Fields fields, ClientFacts client) {
    return switch (client.protocol()) {
      case "1.0" -> false;
      case "1.1" ->
          fields.has("Transfer-Encoding")
              || fields.lines("Content-Length").stream().anyMatch(length -> !length.equals("0"));
      default -> true;
    };
  }
}
