package dev.headwater.endurance.run;

import dev.headwater.endurance.content.Resource;
import dev.headwater.endurance.content.Terms;
import dev.headwater.endurance.load.Clients;
import dev.headwater.endurance.load.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/** Asks for some objects all the time, and for each of many others once. Thread-safe. */
final class OutageHabit implements Clients.Habit {
  static final int LASTING_BYTES = 100_000;
  static final int CHANGING_BYTES = 4_000;
  static final int COLD_BYTES = 2_000;

  private static final int HOT = 100;
  private static final int COLD = 5_000;

  /** The share of requests, in percent, for what nobody has asked for. */
  private static final int COLD_SHARE = 8;

  private final AtomicLong coldest = new AtomicLong();

  @Override
  public Question next(Random random) {
    if (random.nextInt(100) < COLD_SHARE) {
      return cold();
    }
    int number = random.nextInt(HOT);
    return Question.plain(random.nextBoolean() ? lasting(number) : changing(number));
  }

  /** For what is nowhere but in the store, until all of it has been asked for. */
  Question cold() {
    return Question.plain(new Resource(Terms.FRESH, COLD_BYTES, coldest.getAndIncrement() % COLD));
  }

  private static Resource lasting(long number) {
    return new Resource(Terms.FRESH, LASTING_BYTES, number);
  }

  private static Resource changing(long number) {
    return new Resource(Terms.STALE, CHANGING_BYTES, number);
  }

  /** All that may be asked for. */
  static List<Resource> all() {
    List<Resource> all = new ArrayList<>();
    for (int number = 0; number < HOT; number++) {
      all.add(lasting(number));
      all.add(changing(number));
    }
    for (int number = 0; number < COLD; number++) {
      all.add(new Resource(Terms.FRESH, COLD_BYTES, number));
    }
    return all;
  }
}
