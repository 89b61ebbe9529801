package dev.headwater.endurance.run;

import dev.headwater.endurance.content.Resource;
import dev.headwater.endurance.content.Sizes;
import dev.headwater.endurance.content.Terms;
import dev.headwater.endurance.load.Clients;
import dev.headwater.endurance.load.Question;
import dev.headwater.endurance.load.Question.Manner;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/** Asks for a few hundred resources in every way, and for some that are never kept. Thread-safe. */
final class SoakHabit implements Clients.Habit {
  static final int RESOURCES = 400;
  private static final Sizes SIZES = new Sizes(1_000, 1_000_000);

  /** Kept in slices: larger than what is kept in one piece. */
  private static final int LARGE = 48 << 20;

  private static final int LARGE_RANGE = 200_000;
  private static final Terms[] KEPT = {
    Terms.FRESH, Terms.STALE, Terms.STALE, Terms.REVALIDATE, Terms.STRICT
  };

  private final AtomicLong passing = new AtomicLong();

  @Override
  public Question next(Random random) {
    return switch (random.nextInt(100)) {
      case 0, 1, 2, 3, 4 -> Question.plain(passing(random));
      case 5 -> large(random);
      case 6, 7, 8, 9, 10, 11, 12, 13 -> part(kept(random), random);
      case 14, 15, 16, 17, 18 -> current(kept(random));
      case 19, 20 -> Question.plain(kept(random)).in(Manner.SLOW);
      case 21, 22 -> Question.plain(kept(random)).in(Manner.LEAVES);
      default -> Question.plain(kept(random));
    };
  }

  private Resource passing(Random random) {
    return new Resource(Terms.PASSING, SIZES.any(random), passing.incrementAndGet());
  }

  /** The same for the same number. */
  private static Resource kept(Random random) {
    int number = random.nextInt(RESOURCES);
    return new Resource(KEPT[number % KEPT.length], SIZES.any(new Random(number)), number);
  }

  private static Question large(Random random) {
    int first = random.nextInt(LARGE - LARGE_RANGE);
    return Question.plain(new Resource(Terms.FRESH, LARGE, random.nextInt(2)))
        .range(first, first + LARGE_RANGE - 1);
  }

  private static Question part(Resource resource, Random random) {
    int first = random.nextInt(resource.size());
    return Question.plain(resource).range(first, first + random.nextInt(resource.size() - first));
  }

  /** What a client asks that may have the current edition already. */
  private static Question current(Resource resource) {
    return Question.plain(resource)
        .with("If-None-Match", resource.at(System.currentTimeMillis()).etag());
  }
}
