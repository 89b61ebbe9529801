package dev.headwater.edge.http.caching;

import dev.headwater.edge.http.message.RequestHead;
import dev.headwater.edge.http.message.ResponseHead;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Whether a shared cache may store a response (RFC 9111, section 3). Immutable. */
public sealed interface Storability {

  /**
   * It may, without some of its fields.
   *
   * @param omitted fields that no-cache or private names (sections 5.2.2.4 and 5.2.2.7), in lower
   *     case
   */
  record Storable(Set<String> omitted) implements Storability {
    public Storable {
      omitted = Set.copyOf(omitted);
    }
  }

  /** It may not. */
  record NotStorable(Reason reason) implements Storability {}

  /** Why not. */
  enum Reason {
    METHOD,
    STATUS,
    REQUEST_NO_STORE,
    NO_STORE,
    PRIVATE,
    MUST_UNDERSTAND,
    AUTHORIZATION,
    VARY,
    NO_LIFETIME,
    CONTENT_LOCATION;

    /** For the detail parameter of Cache-Status (RFC 9211, section 2.8). */
    public String token() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * A partial response is storable where a whole one would be; a 304 never is: it only freshens
   * what is stored.
   *
   * @param uri what the request was about
   */
  static Storability of(
      RequestHead request, TargetUri uri, ResponseHead response, ResponseControl control) {
    return inRequest(request, control.directives())
        .or(() -> inResponse(response, control))
        .or(() ->
            request.method().equals("POST") ? inPost(uri, response, control) : Optional.empty())
        .<Storability>map(NotStorable::new)
        .orElseGet(() -> new Storable(omitted(control.directives())));
  }

  private static Optional<Reason> inRequest(RequestHead request, CacheControl directives) {
    if (!MethodRules.mayBeStored(request.method())) {
      return Optional.of(Reason.METHOD);
    }
    if (CacheControl.of(request.fields()).has("no-store")) {
      return Optional.of(Reason.REQUEST_NO_STORE);
    }
    return request.fields().has("Authorization") && !sharesAuthorized(directives)
        ? Optional.of(Reason.AUTHORIZATION)
        : Optional.empty();
  }

  private static Optional<Reason> inResponse(ResponseHead response, ResponseControl control) {
    CacheControl directives = control.directives();
    if (!Statuses.isFinal(response.status()) || response.status() == 304) {
      return Optional.of(Reason.STATUS);
    }
    boolean understood = Statuses.isUnderstood(response.status());
    boolean mustUnderstand = directives.has("must-understand");
    if (mustUnderstand && !understood) {
      return Optional.of(Reason.MUST_UNDERSTAND);
    }
    if (directives.has("no-store") && !mustUnderstand) {
      return Optional.of(Reason.NO_STORE);
    }
    if (directives.appliesWhole("private")) {
      return Optional.of(Reason.PRIVATE);
    }
    if (Vary.of(response.fields()).matchesNothing()) {
      return Optional.of(Reason.VARY);
    }
    return control.hasExplicitLifetime()
            || directives.has("public")
            || Statuses.isHeuristicallyCacheable(response.status())
        ? Optional.empty()
        : Optional.of(Reason.NO_LIFETIME);
  }

  /** RFC 9110, section 9.3.3: a lifetime, and content that a GET to the same URI would get. */
  private static Optional<Reason> inPost(
      TargetUri uri, ResponseHead response, ResponseControl control) {
    if (!control.hasExplicitLifetime()) {
      return Optional.of(Reason.NO_LIFETIME);
    }
    return Optional.ofNullable(response.fields().get("Content-Location"))
            .flatMap(uri::sameOrigin)
            .filter(uri.target()::equals)
            .isPresent()
        ? Optional.empty()
        : Optional.of(Reason.CONTENT_LOCATION);
  }

  /** Section 3.5. */
  private static boolean sharesAuthorized(CacheControl directives) {
    return directives.has("must-revalidate")
        || directives.has("public")
        || directives.has("s-maxage");
  }

  private static Set<String> omitted(CacheControl directives) {
    Set<String> names = new HashSet<>(directives.fieldNames("private"));
    names.addAll(directives.fieldNames("no-cache"));
    return names;
  }
}
