package dev.headwater.edge.tier.eviction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.edge.tier.eviction.Removals.Removal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WeightedCacheTest {
  private static final long MAX_WEIGHT = 100;

  private final Removals removals = new Removals();

  /** A value weighs as much as it is long. */
  private final WeightedCache<String, String> cache =
      new WeightedCache<>(MAX_WEIGHT, (_, value) -> value.length(), removals);

  @Test
  void whatFitsIsKept() {
    cache.put("a", "one");
    assertThat(cache.get("a")).isEqualTo("one");
    assertThat(cache.get("b")).isNull();
    assertThat(cache.weight()).isEqualTo(3);
    assertThat(cache.count()).isEqualTo(1);
    assertThat(removals.seen).isEmpty();
  }

  @Test
  void aReplacedValueGoes() {
    cache.put("a", "one");
    cache.put("a", "three");
    assertThat(cache.get("a")).isEqualTo("three");
    assertThat(cache.weight()).isEqualTo(5);
    assertThat(removals.seen).containsExactly(new Removal("a", "one", RemovalCause.REPLACED));
    assertThat(cache.evictions()).isZero();
  }

  @Test
  void aRemovedValueGoes() {
    cache.put("a", "one");
    assertThat(cache.remove("a")).isTrue();
    assertThat(cache.remove("a")).isFalse();
    assertThat(cache.get("a")).isNull();
    assertThat(cache.weight()).isZero();
    assertThat(removals.seen).containsExactly(new Removal("a", "one", RemovalCause.REMOVED));
  }

  @Test
  void onlyTheValueThatIsMeantIsRemoved() {
    String value = new String("one");
    cache.put("a", value);
    assertThat(cache.remove("a", new String("one"))).isFalse();
    assertThat(cache.remove("a", value)).isTrue();
  }

  @Test
  void onlyTheValueThatIsMeantIsReplaced() {
    String value = new String("one");
    cache.put("a", value);
    assertThat(cache.replace("a", new String("one"), "two")).isFalse();
    assertThat(cache.replace("b", value, "two")).isFalse();
    assertThat(cache.replace("a", value, "two")).isTrue();
    assertThat(cache.get("a")).isEqualTo("two");
  }

  @Test
  void whatIsThereIsNotReplacedByPutIfAbsent() {
    assertThat(cache.putIfAbsent("a", "one")).isNull();
    assertThat(cache.putIfAbsent("a", "two")).isEqualTo("one");
    assertThat(removals.seen).isEmpty();
  }

  @Test
  void whatIsHeavierThanAllIsTurnedAway() {
    cache.put("a", "one");
    cache.put("b", "x".repeat(101));
    assertThat(cache.get("a")).isEqualTo("one");
    assertThat(cache.get("b")).isNull();
    assertThat(removals.seen).extracting(Removal::cause).containsExactly(RemovalCause.EVICTED);
    assertThat(cache.evictions()).isEqualTo(1);
  }

  @Test
  void aKeyWhoseNewValueIsTooHeavyIsGone() {
    cache.put("a", "one");
    cache.put("a", "x".repeat(101));
    assertThat(cache.get("a")).isNull();
    assertThat(cache.weight()).isZero();
    assertThat(removals.seen)
        .extracting(Removal::cause)
        .containsExactlyInAnyOrder(RemovalCause.REPLACED, RemovalCause.EVICTED);
  }

  @Test
  void everythingCanBeCleared() {
    cache.put("a", "one");
    cache.put("b", "two");
    cache.clear();
    assertThat(cache.count()).isZero();
    assertThat(cache.weight()).isZero();
    assertThat(removals.seen).hasSize(2);
  }

  @Test
  void everythingIsShown() {
    cache.put("a", "one");
    cache.put("b", "two");
    Map<String, String> shown = new HashMap<>();
    cache.forEach(shown::put);
    assertThat(shown).containsOnly(Map.entry("a", "one"), Map.entry("b", "two"));
  }

  @Test
  void aListenerMayUseTheCache() {
    WeightedCache<String, String> relay =
        new WeightedCache<>(
            MAX_WEIGHT, (_, value) -> value.length(), (key, _, _) -> cache.put(key, "gone"));
    relay.put("a", "one");
    relay.remove("a");
    assertThat(cache.get("a")).isEqualTo("gone");
  }

  @Test
  void aWeightMustBePositive() {
    assertThatThrownBy(() -> cache.put("a", "")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new WeightedCache<String, String>(0, (_, _) -> 1, removals))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /**
   * Against a plain map: at every step, what the cache has is what was last put there, what it has
   * not has been reported, and it weighs what it says and no more than it may.
   */
  @Test
  void itAgreesWithAPlainMapThatIsToldOfRemovals() {
    Map<String, String> model = new HashMap<>();
    Random random = new Random(5);
    for (int step = 0; step < 50_000; step++) {
      String key = "k" + random.nextInt(60);
      String value = step + "-".repeat(random.nextInt(20));
      act(random.nextInt(10), key, value, model);
      removals.seen.forEach(
          removal -> assertThat(model.remove(removal.key(), removal.value())).isTrue());
      removals.seen.clear();
      checkAgainst(model);
    }
    assertThat(cache.evictions()).isPositive();
  }

  /** The model has a value under a key of its own as well, until the cache says it is gone. */
  private void act(int action, String key, String value, Map<String, String> model) {
    String present = cache.get(key);
    if (action < 4) {
      cache.put(key, value);
      settle(key, value, model);
    } else if (action < 5) {
      if (cache.putIfAbsent(key, value) == null) {
        settle(key, value, model);
      }
    } else if (action < 6) {
      cache.remove(key);
    } else if (action < 7 && present != null) {
      assertThat(cache.replace(key, present, value)).isTrue();
      settle(key, value, model);
    }
  }

  /** What was put replaces what was there, unless it was turned away. */
  private void settle(String key, String value, Map<String, String> model) {
    Removal away = new Removal(key, value, RemovalCause.EVICTED);
    String earlier = model.get(key);
    if (earlier != null) {
      Removal replaced = new Removal(key, earlier, RemovalCause.REPLACED);
      assertThat(removals.seen.remove(replaced)).isTrue();
      model.remove(key);
    }
    if (!removals.seen.remove(away)) {
      model.put(key, value);
    }
  }

  private void checkAgainst(Map<String, String> model) {
    Map<String, String> shown = new HashMap<>();
    cache.forEach(shown::put);
    assertThat(shown).isEqualTo(model);
    long weight = shown.values().stream().mapToLong(String::length).sum();
    assertThat(cache.weight()).isEqualTo(weight).isLessThanOrEqualTo(MAX_WEIGHT);
  }

  @Test
  void whatIsToGoGoesInSmallPartsSoThatOthersGetTheirTurn() {
    List<Integer> left = new ArrayList<>();
    List<WeightedCache<Integer, Integer>> made = new ArrayList<>();
    WeightedCache<Integer, Integer> large =
        new WeightedCache<>(10_000, (_, _) -> 1, (_, _, _) -> left.add(made.getFirst().count()));
    made.add(large);
    for (int i = 0; i < 1_000; i++) {
      large.put(i, i);
    }
    assertThat(large.evict(900)).isTrue();
    assertThat(large.weight()).isEqualTo(100);
    assertThat(left).hasSize(900);
    assertThat(left.getFirst()).isGreaterThan(900);
  }
}
