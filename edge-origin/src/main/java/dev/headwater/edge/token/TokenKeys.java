package dev.headwater.edge.token;

import dev.headwater.platform.feed.TokenKeyChange;
import dev.headwater.platform.sealing.Envelope;
import dev.headwater.platform.token.TokenKey;
import dev.headwater.platform.token.TokenVerifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys that tokens are verified with: some are given, of others the feed tells. Read by many
 * threads, changed by one.
 */
final class TokenKeys {
  private static final Logger LOGGER = LoggerFactory.getLogger(TokenKeys.class);

  private final List<TokenKey> given;
  private final Envelope envelope;
  private final Map<String, TokenKey> told = new HashMap<>();

  /** Those told of since the feed began anew; null once that is done. */
  private @Nullable Set<String> again;

  private volatile TokenVerifier verifier;

  TokenKeys(List<TokenKey> given, Envelope envelope) {
    this.given = given;
    this.envelope = envelope;
    this.verifier = new TokenVerifier(given);
  }

  TokenVerifier verifier() {
    return verifier;
  }

  /**
   * Takes in what became of a key.
   *
   * @return whether a token that was good may be so no more
   */
  boolean apply(TokenKeyChange change) {
    String kid = change.kid();
    if (change.state() == TokenKeyChange.State.RETIRED) {
      return told.remove(kid) != null && renewed();
    }
    if (again != null) {
      again.add(kid);
    }
    Optional<TokenKey> key = change.key(envelope);
    if (key.isEmpty()) {
      LOGGER.error(
          "the token key {} can't be opened: is its sealing key among sealing-keys here?", kid);
      return false;
    }
    TokenKey before = told.put(kid, key.get());
    return !key.get().equals(before) && renewed() && before != null;
  }

  /** What is told from now on is all there is. */
  void beginAnew() {
    again = new HashSet<>();
  }

  /**
   * It was told.
   *
   * @return whether a token that was good may be so no more
   */
  boolean settle() {
    Set<String> left = again;
    again = null;
    return left != null && told.keySet().retainAll(left) && renewed();
  }

  private boolean renewed() {
    List<TokenKey> all = new ArrayList<>(given);
    Set<String> taken = new HashSet<>();
    given.forEach(key -> taken.add(key.kid()));
    told.values().stream().filter(key -> !taken.contains(key.kid())).forEach(all::add);
    verifier = new TokenVerifier(all);
    return true;
  }
}
