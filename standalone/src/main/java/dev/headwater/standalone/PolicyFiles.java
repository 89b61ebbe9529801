package dev.headwater.standalone;

import dev.headwater.cachepolicy.CachePolicy;
import dev.headwater.cachepolicy.check.PolicyCheck;
import dev.headwater.cachepolicy.check.Violation;
import dev.headwater.cachepolicy.yaml.PolicyException;
import dev.headwater.cachepolicy.yaml.PolicyReader;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Policies that a command line names. */
final class PolicyFiles {
  private PolicyFiles() {}

  /**
   * Reads one, whatever it breaks.
   *
   * @param file null: the shipped one
   */
  static CachePolicy read(@Nullable Path file) {
    if (file == null) {
      return PolicyReader.shipped();
    }
    try {
      return PolicyReader.read(file);
    } catch (NoSuchFileException e) {
      throw new CommandFailure(file + ": no such file", e);
    } catch (IOException e) {
      throw new CommandFailure(file + ": can't be read: " + e.getMessage(), e);
    } catch (PolicyException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Reads one that may be used.
   *
   * @param file null: the shipped one
   */
  static CachePolicy checked(@Nullable Path file) {
    CachePolicy read = read(file);
    List<Violation> violations = PolicyCheck.of(read);
    if (!violations.isEmpty()) {
      throw new CommandFailure(file + ": " + violations.getFirst());
    }
    return read;
  }
}
