package dev.headwater.engines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;

/**
 * The files of one PostgreSQL below {@code home}: {@code cluster} (its data directory), {@code
 * password} (of the one user) and {@code postgres.log}. Immutable; one process at a time may work
 * on one home.
 */
record PostgresCluster(Path home, PostgresPrograms programs, Identity identity) {
  static final String USER = "headwater";

  /** Bounds the making of a new cluster on a very slow disk. */
  private static final Duration INIT_LIMIT = Duration.ofMinutes(3);

  Path folder() {
    return home.resolve("cluster");
  }

  Path log() {
    return home.resolve("postgres.log");
  }

  private Path passwordFile() {
    return home.resolve("password");
  }

  String password() throws IOException {
    return SecretFile.readOrCreate(passwordFile());
  }

  /** The processes that an earlier run may have left on the data directory. */
  EngineProcesses processes() {
    return new EngineProcesses(folder(), "postgres");
  }

  /** Makes the cluster if there is none; it appears whole or not at all. */
  void createIfAbsent() throws IOException {
    if (!Files.exists(folder())) {
      if (Files.exists(passwordFile())) {
        Files.delete(passwordFile());
      }
      create();
    } else if (!Files.exists(passwordFile())) {
      throw new EngineException(
          passwordFile()
              + " is missing (expected: the password of the database in "
              + folder()
              + ")");
    }
    identity.own(folder());
  }

  private void create() throws IOException {
    Path unfinished = home.resolve("cluster.new");
    removeUnfinished(unfinished);
    Files.createDirectory(unfinished);
    identity.own(unfinished);
    SecretFile.readOrCreate(passwordFile());
    EngineLaunch initdb = EngineLaunch.start(identity.command(initdb(unfinished)), home, log());
    int status =
        initdb
            .exitStatus(INIT_LIMIT)
            .orElseThrow(() -> new EngineException("initdb took over " + INIT_LIMIT));
    if (status != 0) {
      throw new EngineException("initdb failed with " + status + ":\n" + initdb.logTail());
    }
    Files.move(unfinished, folder(), StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * The same sorting and the same character classes on every machine: PostgreSQL's own, not the C
   * library's.
   */
  private List<String> initdb(Path target) {
    return List.of(
        programs.initdb(),
        "--pgdata=" + target,
        "--username=" + USER,
        "--pwfile=" + passwordFile(),
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--data-checksums");
  }

  private void removeUnfinished(Path unfinished) throws IOException {
    new EngineProcesses(home, "initdb").stop(Duration.ofSeconds(5), Signal.TERMINATE);
    new EngineProcesses(unfinished, "postgres").stop(Duration.ofSeconds(5), Signal.QUIT);
    UnpackedArtifact.deleteTree(unfinished);
  }

  /**
   * The server's command; durable by name, because a default may be changed by the programs'
   * packager.
   */
  List<String> server(int port) {
    return identity.command(
        List.of(
            programs.postgres(),
            "-D",
            folder().toString(),
            setting("port", port),
            setting("listen_addresses", "127.0.0.1"),
            setting("unix_socket_directories", ""),
            setting("fsync", "on"),
            setting("synchronous_commit", "on"),
            setting("full_page_writes", "on"),
            setting("shared_buffers", "64MB"),
            setting("max_connections", 100),
            setting("max_wal_size", "256MB"),
            setting("io_method", "sync"),
            setting("log_timezone", "UTC"),
            setting("timezone", "UTC")));
  }

  private static String setting(String name, Object value) {
    return "--" + name + "=" + value;
  }
}
