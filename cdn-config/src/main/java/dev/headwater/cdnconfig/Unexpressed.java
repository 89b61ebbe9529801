package dev.headwater.cdnconfig;

import dev.headwater.cachepolicy.CachePolicy;
import dev.headwater.cachepolicy.DurationText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What a policy says and a program can't be told, as it is found. Confined to one rendering. */
final class Unexpressed {
  private final CachePolicy policy;
  private final List<Rule> rules;
  private boolean hearsOrigin;
  private final List<String> sentences = new ArrayList<>();

  Unexpressed(CachePolicy policy, List<Rule> rules) {
    this.policy = policy;
    this.rules = rules;
  }

  private String publishers(Rule rule) {
    return String.join(", ", policy.publishers(rule.kind().kind()).keySet());
  }

  /** What the program keeps, it keeps for as long as the origin tells CDNs. */
  Unexpressed hearingOrigin() {
    hearsOrigin = true;
    return this;
  }

  void add(String sentence) {
    sentences.add(sentence);
  }

  /** Of all rules to which that applies, if any. */
  void of(Predicate<Rule> which, String instead) {
    String names = rules.stream().filter(which).map(Rule::name).collect(Collectors.joining(", "));
    if (!names.isEmpty()) {
      add(names + ": " + instead);
    }
  }

  /** With what programs can't be told that match paths by expressions, and live by the origin. */
  List<String> usual() {
    of(
        rule ->
            rule.isKept()
                && rule.followsOrigin()
                && !rule.ages()
                && !rule.kind().lifetimes().cdn().equals(rule.kind().lifetimes().browser()),
        "kept as long as the origin tells viewers, not CDNs");
    add(
        "match: a value of a variable has unreserved characters only (RFC 3986, section 2.3); others are 404");
    return all();
  }

  /** With what no CDN can be told. */
  List<String> all() {
    of(
        rule -> !rule.followsOrigin() && !rule.cdn().equals(rule.kind().lifetimes().cdn()),
        "lifetimes count in whole seconds");
    rules.stream()
        .filter(rule -> rule.differs() && !rule.followsOrigin() && !(hearsOrigin && rule.isKept()))
        .forEach(rule ->
            add(
                "publishers: %s: no URL tells who made a title: everybody's is kept for %s, the shortest time for any publisher (%s)"
                    .formatted(rule.name(), DurationText.of(rule.cdn()), publishers(rule))));
    add("tiers, priority, origin: these are a node's own");
    return found();
  }

  /** What was added, and no more. */
  List<String> found() {
    return List.copyOf(sentences);
  }
}
