package dev.headwater.cachepolicy.explain;

import dev.headwater.cachepolicy.DurationText;
import dev.headwater.cachepolicy.KindPolicy;
import dev.headwater.cachepolicy.Layer;
import dev.headwater.cachepolicy.Layer.Program;
import dev.headwater.cachepolicy.Lifetimes;
import java.time.Duration;
import java.util.Locale;

/** What a layer does with resources of a kind, in words. */
final class LayerSentence {
  private LayerSentence() {}

  /**
   * The sentence.
   *
   * @param anybody the same kind for whoever can't tell who made a title
   * @param asks the name of what it has its answers from
   */
  static String of(Layer layer, KindPolicy own, KindPolicy anybody, String asks) {
    boolean tells = own.kind().isLive() || program(layer) == Program.HEADWATER;
    boolean hears = program(layer) == Program.VARNISH && !anybody.lifetimes().cdn().isZero();
    KindPolicy kind = tells || hears ? own : anybody;
    String what =
        layer.role().name().toLowerCase(Locale.ROOT)
            + layer.program().map(one -> ", " + one.name().toLowerCase(Locale.ROOT)).orElse("")
            + ", asks "
            + asks
            + ": ";
    return kind.lifetimes().cdn().isZero()
        ? what + "keeps nothing"
        : what + kept(layer, kind.lifetimes().cdn()) + stale(layer, kind);
  }

  private static String kept(Layer layer, Duration lifetime) {
    return "keeps it "
        + DurationText.of(lifetime)
        + (layer.countsAge() ? ", age included" : " from when it came");
  }

  private static Program program(Layer layer) {
    return layer.program().orElse(Program.CLOUDFRONT);
  }

  /** As far as it is known what the program does. */
  private static String stale(Layer layer, KindPolicy kind) {
    Lifetimes lifetimes = kind.lifetimes();
    boolean asks = !lifetimes.staleWhileRevalidate().isZero();
    boolean fails = !lifetimes.staleIfError().isZero();
    Program program = program(layer);
    if (program == Program.CLOUDFRONT || (!asks && !fails)) {
      return "";
    }
    boolean bounded = program != Program.NGINX;
    return "; stale"
        + (asks ? within(bounded, lifetimes.staleWhileRevalidate()) + " while it asks" : "")
        + (asks && fails ? "," : "")
        + (fails ? within(bounded, lifetimes.staleIfError()) + " where that fails" : "");
  }

  private static String within(boolean bounded, Duration time) {
    return bounded ? " " + DurationText.of(time) + " more" : "";
  }
}
