package dev.headwater.edge.http.negotiation;

import dev.headwater.edge.http.message.Fields;
import dev.headwater.edge.http.message.ListElements;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which codings a client takes (RFC 9110, section 12.5.3). Immutable. A client that says nothing is
 * given identity: it may take others, but not all that are silent can.
 */
public final class AcceptEncoding {
  /** Of identity where it is neither named nor refused: acceptable, after all that are named. */
  private static final int LEAST = 1;

  private final Map<ContentCoding, Integer> weights;

  private AcceptEncoding(Map<ContentCoding, Integer> weights) {
    this.weights = weights;
  }

  public static AcceptEncoding of(Fields fields) {
    Map<ContentCoding, Integer> weights = new EnumMap<>(ContentCoding.class);
    int others = -1;
    for (String element : ListElements.of(fields, "Accept-Encoding")) {
      Optional<Weighted> weighted = Weighted.parse(element);
      if (weighted.isEmpty()) {
        continue;
      }
      int weight = weighted.get().thousandths();
      String name = weighted.get().value().toLowerCase(Locale.ROOT);
      if (name.equals("*")) {
        others = weight;
      }
      coding(name).ifPresent(coding -> weights.putIfAbsent(coding, weight));
    }
    for (ContentCoding coding : ContentCoding.values()) {
      weights.putIfAbsent(coding, unnamed(coding, others));
    }
    return new AcceptEncoding(weights);
  }

  /**
   * The weight of a coding that isn't named.
   *
   * @param others the weight of "*", or -1 without one
   */
  private static int unnamed(ContentCoding coding, int others) {
    return coding == ContentCoding.IDENTITY ? others == 0 ? 0 : LEAST : Math.max(0, others);
  }

  private static Optional<ContentCoding> coding(String name) {
    return switch (name) {
      case "zstd" -> Optional.of(ContentCoding.ZSTD);
      case "br" -> Optional.of(ContentCoding.BROTLI);
      case "gzip", "x-gzip" -> Optional.of(ContentCoding.GZIP); // section 8.4.1.3
      case "identity" -> Optional.of(ContentCoding.IDENTITY);
      default -> Optional.empty();
    };
  }

  public boolean accepts(ContentCoding coding) {
    return weight(coding) > 0;
  }

  /**
   * The one of these that the client likes most, ours among equals; empty where it takes none: then
   * identity is better than an error.
   */
  public Optional<ContentCoding> best(Set<ContentCoding> offered) {
    ContentCoding best = null;
    for (ContentCoding coding : ContentCoding.values()) {
      boolean possible = offered.contains(coding) && accepts(coding);
      if (possible && (best == null || weight(coding) > weight(best))) {
        best = coding;
      }
    }
    return Optional.ofNullable(best);
  }

  /**
   * The field reduced to these codings, without weights: clients of the same abilities get the same
   * text, which fits a cache key and a request to the next hop. A coding that is liked less than
   * identity is left out.
   */
  public String normalized(Set<ContentCoding> codings) {
    String accepted =
        codings.stream()
            .sorted()
            .filter(coding -> coding != ContentCoding.IDENTITY)
            .filter(coding -> accepts(coding) && weight(coding) >= weight(ContentCoding.IDENTITY))
            .map(ContentCoding::token)
            .collect(Collectors.joining(", "));
    if (accepted.isEmpty()) {
      return ContentCoding.IDENTITY.token();
    }
    return accepts(ContentCoding.IDENTITY) ? accepted : accepted + ", identity;q=0";
  }

  private int weight(ContentCoding coding) {
    return weights.getOrDefault(coding, 0);
  }
}
