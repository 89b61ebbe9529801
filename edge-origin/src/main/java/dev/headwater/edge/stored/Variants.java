package dev.headwater.edge.stored;

import dev.headwater.edge.http.message.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The responses that are kept under one key, the latest first: one, or one for each set of request
 * fields that selects another. Immutable; it holds a reference to each.
 */
public final class Variants {
  /** More are dropped, the oldest first: who varies on more has no use for a cache. */
  private static final int MOST = 32;

  private final List<StoredResponse> responses;

  private Variants(List<StoredResponse> responses) {
    this.responses = List.copyOf(responses);
  }

  /** Retains the response. */
  public static Variants of(StoredResponse response) {
    return new Variants(List.of(response.retain()));
  }

  /** These with another one, in place of the one that the same requests select. Retains all. */
  public Variants with(StoredResponse added) {
    List<StoredResponse> all = new ArrayList<>();
    all.add(added);
    for (StoredResponse response : responses) {
      if (all.size() < MOST && !response.head().vary().equals(added.head().vary())) {
        all.add(response);
      }
    }
    all.forEach(StoredResponse::retain);
    return new Variants(all);
  }

  /** What the operator makes of each: a reference of its own. */
  public Variants map(UnaryOperator<StoredResponse> operator) {
    return new Variants(responses.stream().map(operator).toList());
  }

  /** The latest that a request selects, or null (RFC 9111, section 4.1). */
  public @Nullable StoredResponse select(Fields request) {
    for (StoredResponse response : responses) {
      if (response.matches(request)) {
        return response;
      }
    }
    return null;
  }

  public List<StoredResponse> responses() {
    return responses;
  }

  public long weightBytes() {
    long bytes = 0;
    for (StoredResponse response : responses) {
      bytes += response.weightBytes();
    }
    return bytes;
  }

  /** Whether another reference to each could be had: false where they were given up meanwhile. */
  public boolean tryRetain() {
    for (int i = 0; i < responses.size(); i++) {
      if (!responses.get(i).tryRetain()) {
        responses.subList(0, i).forEach(StoredResponse::release);
        return false;
      }
    }
    return true;
  }

  /** Gives up the references. */
  public void release() {
    responses.forEach(StoredResponse::release);
  }
}
