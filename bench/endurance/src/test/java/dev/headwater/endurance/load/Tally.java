package dev.headwater.endurance.load;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/** Counts findings. Thread-safe. */
public final class Tally {
  /** Of each bad finding, so many are kept to be looked at. */
  private static final int EXAMPLES = 5;

  private final Map<Finding, LongAdder> findings = new EnumMap<>(Finding.class);
  private final Map<Integer, LongAdder> statuses = new ConcurrentSkipListMap<>();
  private final Queue<String> examples = new ConcurrentLinkedQueue<>();
  private final LongAdder hits = new LongAdder();
  private final LongAdder stale = new LongAdder();
  private final LongAccumulator slowestHit = new LongAccumulator(Math::max, 0);

  public Tally() {
    for (Finding finding : Finding.values()) {
      findings.put(finding, new LongAdder());
    }
  }

  public void add(Question question, Finding finding, Answer answer) {
    adder(finding).increment();
    if (finding.isBad() && count(finding) <= EXAMPLES) {
      examples.add(finding + ": " + question + ": " + answer);
    }
    statuses.computeIfAbsent(answer.status(), _ -> new LongAdder()).increment();
    if (answer.note().hit()) {
      hits.increment();
      slowestHit.accumulate(answer.headMillis());
    } else if (answer.note().detail().equals("source-failed")) {
      stale.increment();
    }
  }

  private LongAdder adder(Finding finding) {
    return Objects.requireNonNull(findings.get(finding));
  }

  public long count(Finding finding) {
    return adder(finding).sum();
  }

  /** The part of all server errors, in percent, that came later than time limits explain. */
  public double lateErrorPercent() {
    return errors() == 0 ? 0 : 100.0 * count(Finding.LATE_ERROR) / errors();
  }

  /** Answers with that status, 0 for none. */
  public long status(int status) {
    LongAdder count = statuses.get(status);
    return count == null ? 0 : count.sum();
  }

  /** Some of what should not have been found. */
  public List<String> examples() {
    return List.copyOf(examples);
  }

  /** Server errors that are neither 503 nor 504. */
  public long oddErrors() {
    return statuses.keySet().stream()
        .filter(status -> status >= 500 && status != 503 && status != 504)
        .mapToLong(this::status)
        .sum();
  }

  /** All statuses, with their counts. */
  public String statuses() {
    return statuses.toString();
  }

  /** Server errors of every kind. */
  public long errors() {
    return count(Finding.ALLOWED_ERROR)
        + count(Finding.LATE_ERROR)
        + count(Finding.SHORT_OF_MEMORY)
        + count(Finding.REFUSED_HIT)
        + count(Finding.ERROR_FOR_STALE);
  }

  public long all() {
    return findings.values().stream().mapToLong(LongAdder::sum).sum();
  }

  public long hits() {
    return hits.sum();
  }

  /** Answers that the node gave because the source failed or was slow. */
  public long stale() {
    return stale.sum();
  }

  public long slowestHitMillis() {
    return slowestHit.get();
  }

  /** All that were found, with their counts. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    findings.forEach((finding, count) -> {
      if (count.sum() > 0) {
        text.append(text.isEmpty() ? "" : ", ").append(count.sum()).append(' ');
        text.append(finding.name().toLowerCase(Locale.ROOT).replace('_', '-'));
      }
    });
    return text.toString();
  }
}
