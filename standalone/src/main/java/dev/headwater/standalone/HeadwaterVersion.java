package dev.headwater.standalone;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the manifest. */
final class HeadwaterVersion implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = HeadwaterVersion.class.getPackage().getImplementationVersion();
    return new String[] {"headwater " + Optional.ofNullable(version).orElse("(not packaged)")};
  }
}
