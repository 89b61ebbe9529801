package dev.headwater.cachepolicy.check;

/** What holds of every policy that may be used. */
public enum Invariant {
  NO_TOKEN_IN_KEYS("a token never enters a key"),
  NOTHING_PRIVATE_SHARED("nothing private is stored by a shared cache"),
  LIVE_IS_NEW("a live playlist is never older than half a target duration over all layers"),
  NOT_YET_PASSES("what isn't there yet is asked for again within a target duration"),
  ONE_KEY_ONE_MEANING("two URLs with different bytes never share a key"),
  LIFETIMES_SHRINK("lifetimes never grow downstream"),
  ANSWERS_ARRIVE_FRESH("what is fresh in a tier is fresh where it arrives");

  private final String sentence;

  Invariant(String sentence) {
    this.sentence = sentence;
  }

  @Override
  public String toString() {
    return sentence;
  }
}
