package dev.headwater.standalone.policy;

import dev.headwater.cachepolicy.CachePolicy;
import dev.headwater.cachepolicy.yaml.PolicyException;
import dev.headwater.cachepolicy.yaml.PolicyReader;
import dev.headwater.cachepolicy.yaml.PolicyText;
import dev.headwater.edge.policy.LoadedPolicy;
import dev.headwater.standalone.CommandFailure;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Policies that a command line names. */
public final class PolicyFiles {
  private PolicyFiles() {}

  /**
   * Reads one, whatever it breaks.
   *
   * @param file null: the shipped one
   */
  public static CachePolicy read(@Nullable Path file) {
    return file == null ? PolicyReader.shipped() : of(file, PolicyReader::read);
  }

  /** The same for one that is to be used: it keeps all invariants. */
  public static CachePolicy checked(@Nullable Path file) {
    return file == null ? PolicyReader.shipped() : loaded(file).policy();
  }

  /** What nodes call one that is to be used. */
  public static String version(Path file) {
    return loaded(file).version();
  }

  private static LoadedPolicy loaded(Path file) {
    return of(file, one -> LoadedPolicy.of(PolicyText.of(one)));
  }

  private interface Reading<T> {
    T of(Path file) throws IOException;
  }

  private static <T> T of(Path file, Reading<T> reading) {
    try {
      return reading.of(file);
    } catch (NoSuchFileException e) {
      throw new CommandFailure(file + ": no such file", e);
    } catch (IOException e) {
      throw new CommandFailure(file + ": can't be read: " + e.getMessage(), e);
    } catch (PolicyException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()), e);
    }
  }
}
