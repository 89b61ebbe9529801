package dev.headwater.edge.failure;

import dev.headwater.platform.problem.Problem;
import java.time.Duration;

/**
 * What the data plane answers instead of a resource: a status, a problem type that is its metric
 * tag too, and how long the answer may be kept. Immutable.
 */
public sealed interface Failure {
  /** As problem details (RFC 9457). */
  Problem problem();

  /** How long anyone may keep this answer; zero is {@code no-store}. */
  default Duration lifetime() {
    return Duration.ZERO;
  }

  /** When to ask again; zero where asking again is no use. */
  default Duration retryAfter() {
    return Duration.ZERO;
  }

  /** The request can't be understood. */
  record Malformed(String detail) implements Failure {
    @Override
    public Problem problem() {
      return new Problem("malformed-request", "Malformed request", 400, detail);
    }
  }

  /** The request's content is too long (RFC 9110, section 15.5.14). */
  record TooLarge(int mostBytes) implements Failure {
    @Override
    public Problem problem() {
      return new Problem(
          "too-large", "Content too large", 413, "more than " + mostBytes + " bytes of content");
    }
  }

  /** A key server is asked for keys, and gives out none of them. */
  record UnknownKeys() implements Failure {
    @Override
    public Problem problem() {
      return new Problem(
          "unknown-keys", "Not found", 404, "no playlist of the channel has any of these keys");
    }
  }

  /** The client sends its content too slowly (RFC 9110, section 15.5.9). */
  record RequestTimeout() implements Failure {
    @Override
    public Problem problem() {
      return new Problem(
          "request-timeout", "Request timeout", 408, "the request's content comes too slowly");
    }
  }

  /** The data plane reads only. */
  record MethodNotAllowed(String method) implements Failure {
    @Override
    public Problem problem() {
      return new Problem(
          "method-not-allowed", "Method not allowed", 405, method + " (expected: GET or HEAD)");
    }
  }

  /** A private title, without a token that opens it. */
  record Forbidden(String detail) implements Failure {
    @Override
    public Problem problem() {
      return new Problem("token-needed", "A playback token is needed", 403, detail);
    }
  }

  /** One client asks more than its share (RFC 6585, section 4). */
  record TooManyRequests(Duration waiting) implements Failure {
    @Override
    public Problem problem() {
      return new Problem(
          "too-many-requests", "Too many requests", 429, "this client asks too often");
    }

    /** In whole seconds. */
    @Override
    public Duration retryAfter() {
      return Duration.ofSeconds(waiting.toSeconds() + 1);
    }
  }

  /** The content is coded for transfer in a way that isn't known here (RFC 9112, section 6.1). */
  record CodingUnknown() implements Failure {
    @Override
    public Problem problem() {
      return new Problem(
          "coding-unknown", "Not implemented", 501, "Transfer-Encoding (expected: chunked)");
    }
  }

  /** There is no such resource, and never was. */
  record NotFound(Duration lifetime) implements Failure {
    @Override
    public Problem problem() {
      return new Problem("not-found", "Not found", 404, "there is no such resource");
    }
  }

  /** The publication was taken down. */
  record Gone() implements Failure {
    /** Taking down is for good, but a mistaken take-down should not outlive a coffee break. */
    private static final Duration LIFETIME = Duration.ofMinutes(1);

    @Override
    public Problem problem() {
      return new Problem("gone", "Gone", 410, "this publication was taken down");
    }

    @Override
    public Duration lifetime() {
      return LIFETIME;
    }
  }

  /** A channel keeps its media for a while only, and parts for less. */
  record LeftWindow() implements Failure {
    /** It doesn't come back. */
    private static final Duration LIFETIME = Duration.ofMinutes(1);

    @Override
    public Problem problem() {
      return new Problem("left-window", "Gone", 410, "the channel doesn't keep it any more");
    }

    @Override
    public Duration lifetime() {
      return LIFETIME;
    }
  }

  /** No byte range of the resource was asked for (RFC 9110, section 15.5.17). */
  record RangeNotSatisfiable(long size) implements Failure {
    @Override
    public Problem problem() {
      return new Problem(
          "range-not-satisfiable",
          "Range not satisfiable",
          416,
          "the resource has " + size + " bytes");
    }
  }

  /** A precondition of the request does not hold (RFC 9110, section 15.5.13). */
  record PreconditionFailed() implements Failure {
    @Override
    public Problem problem() {
      return new Problem(
          "precondition-failed",
          "Precondition failed",
          412,
          "If-Match or If-Unmodified-Since does not hold");
    }
  }

  /** The source answered with what can't be used. */
  record SourceMalformed(String detail) implements Failure {
    @Override
    public Problem problem() {
      return new Problem("source-malformed", "Bad gateway", 502, detail);
    }
  }

  /** The source did not answer in time. */
  record SourceTimeout() implements Failure {
    @Override
    public Problem problem() {
      return new Problem(
          "source-timeout", "Gateway timeout", 504, "the source did not answer in time");
    }
  }

  /** The source fails, or its breaker is open. */
  record SourceUnavailable(Duration retryAfter) implements Failure {
    @Override
    public Problem problem() {
      return new Problem("source-unavailable", "Service unavailable", 503, "the source fails");
    }
  }

  /** Too much is asked of this node at once; only what would need a fill is refused. */
  record Shed(String detail, Duration retryAfter) implements Failure {
    /** Short, so that a CDN asks again soon, but not for every viewer. */
    private static final Duration LIFETIME = Duration.ofSeconds(1);

    @Override
    public Problem problem() {
      return new Problem("overloaded", "Service unavailable", 503, detail);
    }

    @Override
    public Duration lifetime() {
      return LIFETIME;
    }
  }

  /** A function of the node's operator failed, and nothing is to happen without it. */
  record FunctionFailed(String function) implements Failure {
    @Override
    public Problem problem() {
      return new Problem(
          "function-failed", "Service unavailable", 503, "the function " + function + " failed");
    }

    @Override
    public Duration retryAfter() {
      return Duration.ofSeconds(1);
    }
  }

  /** The client wants what is stored, and nothing is (RFC 9111, section 5.2.1.7). */
  record OnlyIfCached() implements Failure {
    @Override
    public Problem problem() {
      return new Problem(
          "only-if-cached", "Gateway timeout", 504, "nothing is stored that the request allows");
    }
  }

  /** The request has been here before (RFC 8586; RFC 5842, section 7.2). */
  record LoopDetected() implements Failure {
    @Override
    public Problem problem() {
      return new Problem(
          "loop-detected", "Loop detected", 508, "the request has come through here before");
    }
  }

  /** The request expects what nobody here knows (RFC 9110, section 10.1.1). */
  record ExpectationFailed() implements Failure {
    @Override
    public Problem problem() {
      return new Problem(
          "expectation-failed", "Expectation failed", 417, "only 100-continue is known");
    }
  }

  /** For another node: this one has no such response, and none is on its way. */
  record NotHere() implements Failure {
    @Override
    public Problem problem() {
      return new Problem("not-here", "Not here", 404, "it is neither here nor on its way");
    }
  }

  /** For another node: what came for one request here is for that one alone. */
  record NotShared() implements Failure {
    @Override
    public Problem problem() {
      return new Problem("not-shared", "Not shared", 409, "each request has its own answer");
    }
  }

  /** It is no other node of ours that asks. */
  record NoPeer() implements Failure {
    @Override
    public Problem problem() {
      return new Problem("not-a-peer", "Not a peer", 403, "this port is for other nodes");
    }
  }

  /** Nobody is left who wanted the response; it is never sent. */
  record ClientGone() implements Failure {
    @Override
    public Problem problem() {
      return new Problem("client-gone", "Client closed request", 499, "the client has gone");
    }
  }

  /** A mistake of ours. */
  record Internal() implements Failure {
    @Override
    public Problem problem() {
      return new Problem("internal", "Internal error", 500, "this is a mistake of the server");
    }
  }
}
