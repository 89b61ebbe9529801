package dev.headwater.cdnconfig;

/**
 * What CloudFront does with the paths of a pattern. Immutable.
 *
 * @param pattern the first one that takes a path has it
 * @param rule what the policy says of the paths that it is meant for
 * @param isTold whether each of those paths is taken by it, and by none before it
 */
record CacheBehaviour(PathPattern pattern, Rule rule, boolean isTold) {
  CacheBehaviour untold() {
    return new CacheBehaviour(pattern, rule, false);
  }

  /** Whether anything of it may be kept: not where it could be taken for something else. */
  boolean isKept() {
    return isTold && rule.isKept();
  }

  /**
   * Whether it would have a path, were it first, that the other one is meant for. Of one title or
   * channel it is meant to.
   */
  boolean takesFrom(CacheBehaviour other) {
    boolean isOfOne =
        rule.kind().kind() == other.rule.kind().kind()
            && other.rule.only().isEmpty()
            && !rule.only().isEmpty();
    return !isOfOne && pattern.takesOneOf(other.pattern);
  }
}
