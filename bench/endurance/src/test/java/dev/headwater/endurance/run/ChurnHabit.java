package dev.headwater.endurance.run;

import dev.headwater.endurance.content.Resource;
import dev.headwater.endurance.content.Sizes;
import dev.headwater.endurance.content.Terms;
import dev.headwater.endurance.load.Clients;
import dev.headwater.endurance.load.Question;
import dev.headwater.endurance.load.Question.Manner;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Asks for ever new resources from 1 KB to 10 MB, and again for some that were asked for a while
 * ago. Thread-safe.
 */
final class ChurnHabit implements Clients.Habit {
  private static final Sizes SIZES = new Sizes(1_000, 10_000_000);

  /** Asked for again are the latest, so often that new ones take the place of old ones. */
  private static final int RECENT = 100;

  private final AtomicLong newest = new AtomicLong();

  @Override
  public Question next(Random random) {
    return switch (random.nextInt(100)) {
      case 0, 1, 2 -> Question.plain(fresh()).in(Manner.SLOW);
      case 3, 4, 5 -> Question.plain(fresh()).in(Manner.LEAVES);
      default ->
          Question.plain(
              random.nextInt(10) < 6
                  ? fresh()
                  : numbered(Math.max(1, newest.get() - random.nextInt(RECENT))));
    };
  }

  private Resource fresh() {
    return numbered(newest.incrementAndGet());
  }

  /** The same for the same number. */
  private static Resource numbered(long number) {
    return new Resource(Terms.FRESH, SIZES.any(new Random(number)), number);
  }
}
