package dev.headwater.cdnconfig;

import dev.headwater.cachepolicy.CachePolicy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A program or service that runs edge functions: what it needs around their source. */
public enum FunctionHost {
  /** CloudFront Functions, JavaScript runtime 2.0. */
  CLOUDFRONT,
  /** nginx with njs. */
  NGINX;

  /** What CloudFront takes of one function. */
  public static final int MOST_BYTES = 10 * 1024;

  private static final String ENTRY = "function handler(event)";

  /**
   * All that this host takes, as far as the policy tells their configurations.
   *
   * @throws IllegalArgumentException which says which one is larger than the host takes
   */
  public List<RenderedFile> render(CachePolicy policy) {
    return Stream.of(EdgeFunction.values())
        .filter(this::takes)
        .map(function -> fitting(render(function, function.configuration(policy))))
        .toList();
  }

  private RenderedFile fitting(RenderedFile file) {
    int bytes = file.text().getBytes(StandardCharsets.UTF_8).length;
    if (this == CLOUDFRONT && bytes > MOST_BYTES) {
      throw new IllegalArgumentException(
          "%s: %d bytes (expected: <= %d, which CloudFront takes)"
              .formatted(file.name(), bytes, MOST_BYTES));
    }
    return file;
  }

  /** In nginx the token check is a part of what the policy is rendered to. */
  private boolean takes(EdgeFunction function) {
    return this != NGINX || function != EdgeFunction.TOKEN;
  }

  /**
   * A function as this host takes it.
   *
   * @param configuration of the function, in JavaScript; CloudFront has the keys of {@link
   *     EdgeFunction#TOKEN} in a store instead
   */
  public RenderedFile render(EdgeFunction function, String configuration) {
    String text =
        switch (this) {
          case CLOUDFRONT -> cloudfront(function, configuration);
          case NGINX -> nginx(function, configuration);
        };
    return new RenderedFile(function.word() + ".js", text);
  }

  /** The function has its names for itself. */
  private static String nginx(EdgeFunction function, String configuration) {
    return constant(configuration)
        + "const handler = (() => {\n\n"
        + function.source()
        + "\nreturn handler;\n})();\n"
        + EdgeFunction.resource("hosts/nginx.js");
  }

  private static String cloudfront(EdgeFunction function, String configuration) {
    return function == EdgeFunction.TOKEN
        ? "import cf from 'cloudfront';\n\nconst store = cf.kvs();\n"
            + constant("{ keys: {} }")
            + function.source().replace(ENTRY, "function check(event)")
            + EdgeFunction.resource("hosts/cloudfront-token.js")
        : constant(configuration) + function.source();
  }

  private static String constant(String configuration) {
    return "const configuration = " + configuration.strip() + ";\n\n";
  }

  /** As its folder is called. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
