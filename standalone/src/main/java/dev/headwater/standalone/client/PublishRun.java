package dev.headwater.standalone.client;

import dev.headwater.standalone.CommandFailure;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * Does what {@code headwater publish} says: results go to standard output, progress to standard
 * error.
 */
public final class PublishRun {
  /** Set by the launcher where standard error is a terminal. */
  private static final String TERMINAL = "headwater.terminal";

  private PublishRun() {}

  /** Returns whether all of them play. */
  public static boolean run(Publishing publishing, boolean json) {
    Progress progress = progress(json);
    List<PublishedTitle> titles = new ArrayList<>();
    try (Api api = new Api(publishing.system())) {
      Session session = Credentials.ofUser().session(api);
      session.accessToken(); // a wrong password is said once, not once a file
      KeptUploads kept = KeptUploads.ofUser(System.getenv(), System.getProperty("user.home"));
      Publisher publisher = new Publisher(api, session, kept, progress);
      for (Publishing.NamedFile named : publishing.files()) {
        PublishedTitle title = publisher.publish(named, publishing.visibility());
        progress.end(named.file());
        titles.add(title);
        if (!json) {
          print(title);
        }
      }
    } catch (ApiRefusal | Unreachable e) {
      throw new CommandFailure(String.valueOf(e.getMessage()), e);
    }
    if (json) {
      JsonArray array = new JsonArray(titles.stream().map(PublishedTitle::toJson).toList());
      System.out.println(new JsonObject().put("titles", array).encodePrettily());
    }
    return titles.stream().allMatch(PublishedTitle.Ready.class::isInstance);
  }

  /** Publishes one file for somebody whose password is known, without a word. */
  public static PublishedTitle publish(
      URI system, String email, String password, Publishing.NamedFile file) {
    try (Api api = new Api(system)) {
      Session session = new PasswordSession(api, email, password);
      return new Publisher(api, session, KeptUploads.none(), Progress.SILENT)
          .publish(file, "public");
    }
  }

  private static Progress progress(boolean json) {
    if (json) {
      return Progress.SILENT;
    }
    return Boolean.getBoolean(TERMINAL)
        ? new BarProgress(System.err, System::nanoTime)
        : new LineProgress(System.err, System::nanoTime);
  }

  private static void print(PublishedTitle title) {
    switch (title) {
      case PublishedTitle.Ready ready -> {
        System.out.println("ready: " + ready.name());
        System.out.println("watch: " + ready.watch());
        System.out.println("hls: " + ready.hls());
      }
      case PublishedTitle.Failed failed ->
          System.err.println("headwater: " + failed.file() + ": " + failed.error());
    }
  }
}
