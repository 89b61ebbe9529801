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

  private static final int PASSWORD_BYTES = 24;

  /** For each way to stop: fast (clients are thrown out), immediate (recovery follows), killed. */
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(4);

  /** Bounds the making of a new cluster on a very slow disk. */
  private static final Duration INIT_LIMIT = Duration.ofMinutes(3);

  Path folder() {
    return folder(home);
  }

  private static Path folder(Path home) {
    return home.resolve("cluster");
  }

  private static Path unfinished(Path home) {
    return home.resolve("cluster.new");
  }

  Path log() {
    return home.resolve("postgres.log");
  }

  private Path passwordFile() {
    return home.resolve("password");
  }

  String password() throws IOException {
    return SecretFile.readOrCreate(passwordFile(), () -> SecretFile.randomHex(PASSWORD_BYTES));
  }

  /** Makes the cluster if there is none; it appears whole or not at all. */
  void createIfAbsent() throws IOException {
    if (!Files.exists(folder())) {
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
    Path unfinished = unfinished(home);
    UnpackedArtifact.deleteTree(unfinished);
    Files.createDirectory(unfinished);
    identity.own(unfinished);
    Files.deleteIfExists(passwordFile());
    String _ = password(); // initdb reads the file
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

  /**
   * Stops every process that works on these files, whoever started it. A lock file that is left
   * then locks nothing: it may name a dead server that its parent has not taken note of, or by now
   * somebody else, and would only keep the next server from starting.
   */
  static void stop(Path home) throws IOException {
    List.of(
            new EngineProcesses(home, "initdb"),
            new EngineProcesses(unfinished(home), "postgres"),
            new EngineProcesses(folder(home), "postgres"))
        .forEach(processes -> stop(processes, Signal.INTERRUPT, Signal.QUIT));
    Files.deleteIfExists(folder(home).resolve("postmaster.pid"));
  }

  /** Ends the server without a word to it. */
  void kill() {
    stop(new EngineProcesses(folder(), "postgres"));
  }

  private static void stop(EngineProcesses processes, Signal... signals) {
    if (!processes.stop(STOP_PATIENCE, signals)) {
      throw new EngineException("cannot stop PostgreSQL: " + processes.running());
    }
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
