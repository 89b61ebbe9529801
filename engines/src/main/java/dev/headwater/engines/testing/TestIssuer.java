package dev.headwater.engines.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Issues certificates as an operator's own issuer does, by the JDK's keytool. Not thread-safe. */
public final class TestIssuer {
  private static final String PASSWORD = "changeit";

  private final Path folder;
  private final Path store;
  private int issued;

  /**
   * A new issuer.
   *
   * @param folder keeps its key, and all that it issues
   */
  public TestIssuer(Path folder, String name) {
    this.folder = folder;
    this.store = folder.resolve(name + ".p12");
    keytool("-alias", "issuer", "-dname", "CN=" + name, "-ext", "bc:c");
  }

  /** A certificate and its key in files of their own. */
  public record Issued(Path certificate, Path key) {
    /** A copy that a test may replace, as {@code tls.crt} and {@code tls.key}. */
    public Issued copy(Path folder) {
      Issued copy = new Issued(folder.resolve("tls.crt"), folder.resolve("tls.key"));
      replace(copy);
      return copy;
    }

    /** Puts these in the others' place, the certificate first. */
    public void replace(Issued others) {
      put(certificate, others.certificate);
      put(key, others.key);
    }
  }

  /** What others believe. */
  public Path trust() {
    return write(
        "trust-" + store.getFileName() + ".pem", pem("CERTIFICATE", certificate("issuer")));
  }

  /**
   * For the holder of a common name.
   *
   * @param names subject alternative names, as keytool takes them; none: none
   */
  public Issued issue(String commonName, String names) {
    String alias = "holder-" + ++issued;
    List<String> arguments =
        new ArrayList<>(
            List.of("-alias", alias, "-dname", "CN=" + commonName, "-signer", "issuer"));
    if (!names.isEmpty()) {
      arguments.addAll(List.of("-ext", "san=" + names));
    }
    keytool(arguments.toArray(String[]::new));
    String file = store.getFileName() + "-" + alias;
    return new Issued(
        write(file + ".crt", pem("CERTIFICATE", certificate(alias))),
        write(file + ".key", pem("PRIVATE KEY", key(alias))));
  }

  private void keytool(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1",
                "-genkeypair",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-validity",
                "2"));
    command.addAll(List.of(arguments));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), UTF_8);
      if (process.waitFor() != 0) {
        throw new AssertionError(said);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private byte[] certificate(String alias) {
    try {
      return keys().getCertificate(alias).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private byte[] key(String alias) {
    try {
      return keys().getKey(alias, PASSWORD.toCharArray()).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private KeyStore keys() throws GeneralSecurityException {
    try (InputStream in = Files.newInputStream(store)) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(in, PASSWORD.toCharArray());
      return keys;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String pem(String kind, byte[] content) {
    String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(kind, lines, kind);
  }

  private Path write(String name, String content) {
    try {
      return Files.writeString(folder.resolve(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As orchestrators do it: whole or not at all. */
  public static void put(Path from, Path to) {
    try {
      Path copy = to.resolveSibling(to.getFileName() + ".new");
      Files.copy(from, copy, StandardCopyOption.REPLACE_EXISTING);
      Files.move(copy, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
