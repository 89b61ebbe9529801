package dev.headwater.cdnconfig;

import dev.headwater.cachepolicy.CachePolicy;
import dev.headwater.cachepolicy.Layer;
import java.util.List;
import java.util.Locale;

/** Where a layer of a policy runs: it asks the layer before it, and the first one the origin. */
public final class LayerSite {
  private LayerSite() {}

  /**
   * The site of one layer.
   *
   * @param name of the layer
   * @param cdn the program that it is to run
   * @param usual what no layer says, and the origin
   * @throws IllegalArgumentException where the policy has no such layer, or doesn't say where the
   *     one before it is
   */
  public static Site of(CachePolicy policy, String name, Cdn cdn, Site usual) {
    List<Layer> layers = policy.layers();
    int index = layers.stream().map(Layer::name).toList().indexOf(name);
    if (index < 0) {
      throw new IllegalArgumentException(
          "layer: %s (expected: one of %s)"
              .formatted(name, String.join(", ", layers.stream().map(Layer::name).toList())));
    }
    Layer layer = layers.get(index);
    layer
        .program()
        .filter(program -> !program.name().equals(cdn.name()))
        .ifPresent(program -> {
          throw new IllegalArgumentException(
              "layer %s: it runs %s, by the policy".formatted(name, word(program)));
        });
    String asks = index == 0 ? usual.origin() : address(layers.get(index - 1), name);
    return new Site(asks, usual.port(), usual.folder(), usual.secrets());
  }

  private static String word(Layer.Program program) {
    return program.name().toLowerCase(Locale.ROOT);
  }

  private static String address(Layer before, String name) {
    return before
        .address()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "layer %s: no address (expected: one, where layer %s asks it)"
                    .formatted(before.name(), name)));
  }
}
