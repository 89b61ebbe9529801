package dev.headwater.control.cdn;

import dev.headwater.platform.settings.Secret;
import dev.headwater.platform.settings.Setting;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A CDN that purges go on to. Immutable. */
public record CdnSettings(
    @Setting(doc = "What it is called in purges and metrics.") String name,
    @Setting(doc = "What it is: nginx, varnish (each with the rendered configuration), cloudfront.")
        Kind kind,
    @Setting(
            value = "1",
            doc =
                "Its place between nodes and viewers: lower ones are nearer to nodes, and purged first.")
        int level,
    @Setting(
            doc =
                "Of nginx and varnish: the address of each of its machines, as http://10.0.0.1:80.")
        List<URI> urls,
    @Setting(
            doc =
                "Of nginx and varnish: what they know a purge by (Headwater-Purge); visible characters, 200 at most.")
        Optional<Secret> secret,
    CloudFrontSettings cloudfront,
    @Setting(value = "10s", doc = "How long one of its answers may take.") Duration timeout,
    @Setting(
            value = "20",
            doc =
                "How often a purge is tried, with pauses from 1 s up to 5 min (20: for an hour), before it has failed.")
        int attempts,
    @Setting(
            doc =
                "After so long it is told once more, since it may store what it was fetching at the first time; none: 10s of cloudfront, 1s of varnish, 0s (once) of nginx, whose rendered configuration keeps nothing of that.")
        Optional<Duration> repeatAfter) {
  /** What a CDN is. */
  public enum Kind {
    NGINX,
    VARNISH,
    CLOUDFRONT
  }

  private static final String NAME = "[a-z0-9][a-z0-9-]{0,40}";

  /** What a field may have and Varnish takes. */
  private static final String SECRET = "[!-~]{1,200}";

  /** Beyond, a purge hangs rather than fails: it isn't applied before. */
  private static final Duration LONGEST_REPEAT = Duration.ofHours(1);

  /** Beyond, a purge hangs rather than fails. */
  private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(2);

  /** From a node that has its first byte within 3 s. */
  private static final Duration LONGEST_FETCH = Duration.ofSeconds(10);

  /** Longer than a copy needs from when it was last looked at to when it can be found. */
  private static final Duration TAKING_IN = Duration.ofSeconds(1);

  public CdnSettings {
    urls = List.copyOf(urls);
    if (!name.matches(NAME)) {
      throw new IllegalArgumentException(
          "name: '%s' (expected: small letters, digits and '-')".formatted(name));
    }
    if (level < 1) {
      throw new IllegalArgumentException("level: " + level + " (expected: >= 1)");
    }
    if (attempts < 1) {
      throw new IllegalArgumentException("attempts: " + attempts + " (expected: >= 1)");
    }
    if (timeout.toMillis() < 1 || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
      throw new IllegalArgumentException(
          "timeout: %s (expected: 1ms to %s)".formatted(timeout, LONGEST_TIMEOUT));
    }
    repeatAfter.ifPresent(CdnSettings::checkRepeat);
    urls.forEach(CdnSettings::checkUrl);
    check(kind, urls, secret, cloudfront);
  }

  private static void check(
      Kind kind, List<URI> urls, Optional<Secret> secret, CloudFrontSettings cloudfront) {
    boolean isCloudFront = kind == Kind.CLOUDFRONT;
    if (isCloudFront != cloudfront.distributionId().isPresent()) {
      throw new IllegalArgumentException(
          isCloudFront
              ? "cloudfront.distribution-id: missing (expected: one, as of all of that kind)"
              : "cloudfront.distribution-id: set (expected: of kind cloudfront only)");
    }
    if (isCloudFront == !urls.isEmpty()) {
      throw new IllegalArgumentException(
          isCloudFront
              ? "urls: set (expected: none of kind cloudfront)"
              : "urls: none (expected: one for each machine)");
    }
    if (!isCloudFront && secret.filter(one -> one.value().matches(SECRET)).isEmpty()) {
      throw new IllegalArgumentException(
          "secret: %s (expected: what the CDN knows purges by, 1 to 200 visible characters)"
              .formatted(secret.isPresent() ? "***" : "missing"));
    }
  }

  private static void checkRepeat(Duration repeat) {
    if (repeat.isNegative() || repeat.compareTo(LONGEST_REPEAT) > 0) {
      throw new IllegalArgumentException(
          "repeat-after: %s (expected: 0s to %s)".formatted(repeat, LONGEST_REPEAT));
    }
  }

  private static void checkUrl(URI url) {
    boolean isHttp = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    boolean isBare =
        url.getRawQuery() == null
            && url.getRawFragment() == null
            && url.getRawUserInfo() == null
            && List.of("", "/").contains(url.getRawPath());
    if (!isHttp || url.getHost() == null || !isBare) {
      throw new IllegalArgumentException(
          "urls: '%s' (expected: http:// or https://, a host, and perhaps a port)".formatted(url));
    }
  }

  /** Fails with IllegalArgumentException, naming the setting, where a name stands twice. */
  public static void check(List<CdnSettings> cdns) {
    Set<String> names = new HashSet<>();
    for (CdnSettings cdn : cdns) {
      if (!names.add(cdn.name)) {
        throw new IllegalArgumentException(
            "cdns: '%s' stands twice (expected: names of their own)".formatted(cdn.name));
      }
    }
  }

  /** From the first time that it is told of a purge to the second one; zero where there is none. */
  Duration repeat() {
    return repeatAfter.orElse(
        switch (kind) {
          case CLOUDFRONT -> LONGEST_FETCH;
          case VARNISH -> TAKING_IN;
          case NGINX -> Duration.ZERO;
        });
  }

  /** How often it is told of each purge. */
  int passes() {
    return repeat().isZero() ? 1 : 2;
  }
}
