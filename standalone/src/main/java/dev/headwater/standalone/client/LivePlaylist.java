package dev.headwater.standalone.client;

import dev.headwater.standalone.CommandFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A channel's playlist as a player reads it: the first variant's. Confined to one thread. */
final class LivePlaylist implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(LIMIT).build();
  private final URI multivariant;
  private @Nullable URI media;

  LivePlaylist(URI multivariant) {
    this.multivariant = multivariant;
  }

  /** Empty where there is none, or nothing in it. */
  Optional<NewestMedia> newest() {
    if (media == null) {
      media = get(multivariant).flatMap(this::variant).orElse(null);
    }
    return media == null ? Optional.empty() : get(media).flatMap(NewestMedia::in);
  }

  private Optional<URI> variant(String text) {
    return text.lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .findFirst()
        .map(multivariant::resolve);
  }

  /** Empty on any status but 200, and where nobody answers. */
  private Optional<String> get(URI address) {
    try {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(address).timeout(LIMIT).build(), BodyHandlers.ofString());
      return answer.statusCode() == 200 ? Optional.of(answer.body()) : Optional.empty();
    } catch (IOException none) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("interrupted", e);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
