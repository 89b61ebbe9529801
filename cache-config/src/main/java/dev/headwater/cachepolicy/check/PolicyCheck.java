package dev.headwater.cachepolicy.check;

import dev.headwater.cachepolicy.CachePolicy;
import dev.headwater.cachepolicy.CountedName;
import dev.headwater.cachepolicy.DurationText;
import dev.headwater.cachepolicy.KeyPolicy;
import dev.headwater.cachepolicy.KindPolicy;
import dev.headwater.cachepolicy.Lifetimes;
import dev.headwater.cachepolicy.PolicyOverride;
import dev.headwater.cachepolicy.ResourceKind;
import dev.headwater.cachepolicy.TokenNeed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Finds the cases in which a policy breaks an {@link Invariant}. */
public final class PolicyCheck {
  /** Where publications and what comes of channels lie. */
  private static final String PUBLICATION = "/vod/{title}/{epoch}/";

  private static final String CHANNEL = "/live/{channel}/";

  private final CachePolicy policy;
  private final List<Violation> found = new ArrayList<>();

  private PolicyCheck(CachePolicy policy) {
    this.policy = policy;
  }

  /** Empty where the policy keeps them all. */
  public static List<Violation> of(CachePolicy policy) {
    PolicyCheck check = new PolicyCheck(policy);
    policy.kinds().forEach(kind -> check.check(kind, ""));
    for (PolicyOverride override : policy.overrides()) {
      override.kinds().values().forEach(kind -> check.check(kind, override.whose()));
    }
    return List.copyOf(check.found);
  }

  private void check(KindPolicy kind, String whose) {
    checkKey(kind, whose);
    checkPrivacy(kind, whose);
    checkLifetimes(kind, whose);
    if (kind.kind().isLivePlaylist()) {
      checkAge(kind, whose);
    }
    if (kind.kind().isLive()) {
      checkAbsence(kind, whose);
    }
  }

  private void checkKey(KindPolicy kind, String whose) {
    for (String name : kind.key().query()) {
      if (KeyPolicy.isCredential(name)) {
        found(
            Invariant.NO_TOKEN_IN_KEYS,
            kind,
            whose,
            kind.match() + "?" + name + "=TOKEN has TOKEN in its key");
      }
    }
    checkNames(kind, whose, "header", kind.key().fields().headers());
    checkNames(kind, whose, "cookie", kind.key().fields().cookies());
    for (String name : kind.kind().parameters()) {
      if (!kind.key().query().contains(name)) {
        found(
            Invariant.ONE_KEY_ONE_MEANING,
            kind,
            whose,
            "%s?%s=1 and ?%2$s=2 have one key (expected: %2$s in key)"
                .formatted(kind.match(), name));
      }
    }
  }

  private void checkNames(KindPolicy kind, String whose, String what, List<CountedName> names) {
    for (CountedName one : names) {
      if (KeyPolicy.isCredential(one.name())) {
        found(
            Invariant.NO_TOKEN_IN_KEYS,
            kind,
            whose,
            "the %s %s is a credential by its name (expected: another one)"
                .formatted(what, one.name()));
      }
    }
  }

  private void checkPrivacy(KindPolicy kind, String whose) {
    boolean mustBe = kind.kind() == ResourceKind.KEY;
    if (mustBe && kind.token() != TokenNeed.ALWAYS) {
      found(
          Invariant.NOTHING_PRIVATE_SHARED,
          kind,
          whose,
          "token: by-visibility (expected: always, since a key opens what is private)");
    }
    checkWhose(kind, whose);
    if (mustBe || kind.token() == TokenNeed.ALWAYS) {
      Lifetimes lifetimes = kind.lifetimes();
      if (!kind.tiers().isEmpty()) {
        found(Invariant.NOTHING_PRIVATE_SHARED, kind, whose, "tiers (expected: none)");
      }
      if (!lifetimes.cdn().isZero() || !lifetimes.browser().isZero()) {
        found(
            Invariant.NOTHING_PRIVATE_SHARED,
            kind,
            whose,
            "a CDN keeps one viewer's for %s, a browser for %s (expected: 0s)"
                .formatted(DurationText.of(lifetimes.cdn()), DurationText.of(lifetimes.browser())));
      }
    }
  }

  /** Whose visibility counts, variables say; whose bytes they are, the path. */
  private void checkWhose(KindPolicy kind, String whose) {
    List<String> names = kind.match().variables();
    String match = kind.match().toString();
    boolean isOther =
        (names.containsAll(List.of("title", "epoch")) && !match.startsWith(PUBLICATION))
            || (names.contains("channel") && !match.startsWith(CHANNEL));
    if (isOther) {
      found(
          Invariant.NOTHING_PRIVATE_SHARED,
          kind,
          whose,
          "%s: whether it is private, another path says (expected: %s... or %s...)"
              .formatted(match, PUBLICATION, CHANNEL));
    }
  }

  private void checkLifetimes(KindPolicy kind, String whose) {
    Lifetimes lifetimes = kind.lifetimes();
    if (lifetimes.browser().compareTo(lifetimes.cdn()) > 0) {
      found(
          Invariant.LIFETIMES_SHRINK,
          kind,
          whose,
          "browser %s, cdn %s (expected: browser at most cdn)"
              .formatted(DurationText.of(lifetimes.browser()), DurationText.of(lifetimes.cdn())));
    }
    if (kind.tiers().isEmpty()) {
      return;
    }
    if (lifetimes.origin().compareTo(Duration.ofSeconds(1)) < 0) {
      found(
          Invariant.ANSWERS_ARRIVE_FRESH,
          kind,
          whose,
          "origin %s (expected: at least 1s, or each request asks the source)"
              .formatted(DurationText.of(lifetimes.origin())));
    }
    for (Duration stated : List.of(lifetimes.browser(), lifetimes.cdn())) {
      Duration lifetime = Duration.ofSeconds(stated.toSeconds()); // as fields say it
      if (!lifetime.isZero() && lifetime.compareTo(lifetimes.origin()) < 0) {
        found(
            Invariant.ANSWERS_ARRIVE_FRESH,
            kind,
            whose,
            "a tier answers with what is %s old, and its lifetime is %s (expected: at least origin)"
                .formatted(DurationText.of(lifetimes.origin()), DurationText.of(lifetime)));
        return;
      }
    }
  }

  /**
   * At the shortest target duration, which is where fixed times weigh most, and shares weigh the
   * same as anywhere.
   */
  private void checkAge(KindPolicy kind, String whose) {
    Duration target = policy.targetDuration();
    Duration oldest = LayerAges.oldest(kind.lifetimes(), policy.layers());
    if (oldest.compareTo(target.dividedBy(2)) > 0) {
      found(
          Invariant.LIVE_IS_NEW,
          kind,
          whose,
          "with a target duration of %s, a viewer's is up to %s old (expected: at most %s)"
              .formatted(
                  DurationText.of(target),
                  DurationText.of(oldest),
                  DurationText.of(target.dividedBy(2))));
    }
  }

  /** It may come within a part; a target duration is as long as a player waits for it. */
  private void checkAbsence(KindPolicy kind, String whose) {
    Duration target = policy.targetDuration();
    if (kind.lifetimes().notFound().compareTo(target) > 0) {
      found(
          Invariant.NOT_YET_PASSES,
          kind,
          whose,
          "not-found %s, and it may be there a moment later (expected: at most %s)"
              .formatted(DurationText.of(kind.lifetimes().notFound()), DurationText.of(target)));
    }
  }

  private void found(Invariant invariant, KindPolicy kind, String whose, String shown) {
    found.add(new Violation(invariant, kind.kind(), whose, shown));
  }
}
