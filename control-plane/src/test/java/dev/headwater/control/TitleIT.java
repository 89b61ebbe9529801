package dev.headwater.control;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.control.account.Role;
import dev.headwater.platform.publication.ContentKey;
import dev.headwater.platform.publication.Publication;
import dev.headwater.platform.publication.Publication.State;
import dev.headwater.platform.publication.Publication.Visibility;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class TitleIT {
  /** The data plane has to know within seconds. */
  private static final long SYNC_SECONDS = 10;

  private final TestControlPlane control = TestControlPlane.shared();
  private final ApiClient publisher = control.person(Role.PUBLISHER);

  private static JsonObject newTitle(String name, String visibility) {
    return new JsonObject().put("name", name).put("visibility", visibility);
  }

  private String create(ApiClient client, String visibility) {
    ApiClient.Answer made = client.post("titles", newTitle("A title", visibility));
    assertThat(made.status()).as(made.response().body()).isEqualTo(201);
    return made.json().getString("id");
  }

  private String published(ApiClient client, String visibility) {
    String id = create(client, visibility);
    control.publish(id, "00000000000000e1");
    return id;
  }

  @Test
  void aNewTitleIsADraftWithAllThatWasSaidOfIt() {
    JsonObject said =
        newTitle("Chuva", "public")
            .put("description", "Água")
            .put("categories", new JsonArray().add("film"))
            .put("tags", new JsonArray().add("a").add("b"))
            .put("language", "pt-PT");
    ApiClient.Answer made = publisher.post("titles", said);
    assertThat(made.status()).isEqualTo(201);
    JsonObject title = made.json();
    said.forEach(
        member -> assertThat(title.getValue(member.getKey())).isEqualTo(member.getValue()));
    assertThat(title.getString("status")).isEqualTo("draft");
    assertThat(title.getDouble("progress")).isZero();
    assertThat(title.getJsonArray("renditions")).isEmpty();
    assertThat(title.getString("id")).matches("t[a-z2-7]{16}");
    assertThat(Instant.parse(title.getString("createdAt"))).isBeforeOrEqualTo(Instant.now());
    assertThat(made.header("Location")).isEqualTo("/api/v1/titles/" + title.getString("id"));
    assertThat(publisher.get("titles/" + title.getString("id")).json()).isEqualTo(title);
  }

  @Test
  void whatIsWrongWithATitleIsSaid() {
    ApiClient.Answer nameless =
        publisher.post("titles", new JsonObject().put("visibility", "public"));
    assertThat(nameless.status()).isEqualTo(400);
    assertThat(nameless.detail()).contains("name");
    ApiClient.Answer odd =
        publisher.post("titles", newTitle("x", "secret").put("tags", "a").put("colour", "red"));
    assertThat(odd.status()).isEqualTo(400);
    assertThat(odd.json().getJsonArray("errors").encode())
        .contains("/visibility")
        .contains("/tags");
    assertThat(publisher.post("titles", newTitle("   ", "public")).status()).isEqualTo(400);
    assertThat(publisher.post("titles", newTitle("a\u0000b", "public")).status()).isEqualTo(400);
    assertThat(publisher.post("titles", newTitle("x".repeat(201), "public")).status())
        .isEqualTo(400);
  }

  @Test
  void aChangeLeavesTheRestAsItWas() {
    String id = create(publisher, "private");
    ApiClient.Answer changed =
        publisher.patch(
            "titles/" + id, new JsonObject().put("description", "new").put("name", "B"));
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.json().getString("description")).isEqualTo("new");
    assertThat(changed.json().getString("visibility")).isEqualTo("private");
    JsonObject without =
        publisher.patch("titles/" + id, new JsonObject().putNull("description")).json();
    assertThat(without.containsKey("description")).isFalse();
    assertThat(without.getString("name")).isEqualTo("B");
    assertThat(publisher.patch("titles/" + id, new JsonObject()).status()).isEqualTo(400);
    assertThat(publisher.patch("titles/" + id, new JsonObject().put("status", "ready")).status())
        .isEqualTo(400);
  }

  @Test
  void rolesAreChecked() {
    ApiClient viewer = control.person(Role.VIEWER);
    ApiClient other = control.person(Role.PUBLISHER);
    String hidden = published(publisher, "private");
    String open = published(publisher, "public");
    JsonObject change = new JsonObject().put("name", "Mine now");

    assertThat(viewer.post("titles", newTitle("x", "public")).status()).isEqualTo(403);
    assertThat(viewer.get("titles/" + open).status()).isEqualTo(200);
    assertThat(viewer.get("titles/" + hidden).status()).isEqualTo(404);
    assertThat(viewer.patch("titles/" + open, change).status()).isEqualTo(403);
    assertThat(viewer.delete("titles/" + hidden).status()).isEqualTo(404);
    assertThat(other.get("titles/" + open).status()).isEqualTo(200);
    assertThat(other.get("titles/" + hidden).status()).isEqualTo(404);
    assertThat(other.patch("titles/" + open, change).status()).isEqualTo(403);
    assertThat(other.delete("titles/" + open).status()).isEqualTo(403);
    assertThat(control.person(Role.OPERATOR).patch("titles/" + hidden, change).status())
        .isEqualTo(200);
    assertThat(control.anonymous().get("titles/" + open).status()).isEqualTo(401);
    assertThat(control.anonymous().get("titles/nope").status()).isEqualTo(401);
    assertThat(viewer.get("titles/nope").status()).isEqualTo(404);
  }

  @Test
  void aDeletedTitleIsGoneAndLaterForgotten() {
    String id = published(publisher, "public");
    assertThat(publisher.delete("titles/" + id).status()).isEqualTo(204);
    assertThat(publisher.get("titles/" + id).status()).isEqualTo(410);
    assertThat(publisher.delete("titles/" + id).status()).isEqualTo(410);
    assertThat(publisher.patch("titles/" + id, newTitle("x", "public")).status()).isEqualTo(410);
    assertThat(control.person(Role.VIEWER).get("titles/" + id).status()).isEqualTo(410);
    control.query("update titles set retired_at = now() - interval '31 days' where id = $1", id);
    assertThat(publisher.get("titles/" + id).status()).isEqualTo(404);
  }

  @Test
  void theDataPlaneIsToldOfVisibilityAndDeletion() throws IOException {
    String id = published(publisher, "public");
    control.publish(id, "00000000000000e2");
    publisher.patch("titles/" + id, new JsonObject().put("visibility", "private"));
    awaitPublication(id, "00000000000000e1", Visibility.PRIVATE, State.PUBLISHED);
    awaitPublication(id, "00000000000000e2", Visibility.PRIVATE, State.PUBLISHED);
    publisher.delete("titles/" + id);
    awaitPublication(id, "00000000000000e1", Visibility.PRIVATE, State.RETIRED);
    awaitPublication(id, "00000000000000e2", Visibility.PRIVATE, State.RETIRED);
  }

  @Test
  void whatAPublicationIsEncryptedWithIsKeptWhenItsTitleChanges() throws IOException {
    String id = published(publisher, "private");
    String key = id + "-00000000000000e1-0";
    control.query(
        "insert into content_keys (id, title_id, epoch, sealed) values ($1, $2, $3, $4)",
        key,
        id,
        "00000000000000e1",
        "v1.s1.x");
    publisher.patch("titles/" + id, new JsonObject().put("visibility", "public"));
    awaitPublication(
        Publication.of(id, "00000000000000e1", Visibility.PUBLIC, State.PUBLISHED)
            .with(List.of(new ContentKey(key, "v1.s1.x"))));
  }

  /** As after a crash between the change and the writing of the file. */
  @Test
  void whatWasMarkedByAnInstanceThatDiedIsWrittenAllTheSame() throws IOException {
    String id = published(publisher, "public");
    control.query("update titles set publication_stale = true where id = $1", id);
    awaitPublication(id, "00000000000000e1", Visibility.PUBLIC, State.PUBLISHED);
  }

  private void awaitPublication(String id, String epoch, Visibility visibility, State state)
      throws IOException {
    awaitPublication(Publication.of(id, epoch, visibility, state));
  }

  private void awaitPublication(Publication unsigned) throws IOException {
    Publication expected = unsigned.by(owner(unsigned.titleId()));
    String path = Publication.path(expected.titleId(), expected.epoch());
    Path file = control.store().resolve(path).resolve(Publication.FILE);
    long end = System.nanoTime() + SECONDS.toNanos(SYNC_SECONDS);
    while (!isPublished(file, expected)) {
      assertThat(System.nanoTime()).as("%s never said %s", file, expected).isLessThan(end);
      LockSupport.parkNanos(20_000_000);
    }
  }

  private String owner(String title) {
    return control
        .query("select owner_id from titles where id = $1", title)
        .iterator()
        .next()
        .getString("owner_id");
  }

  private static boolean isPublished(Path file, Publication expected) throws IOException {
    return Files.exists(file)
        && Publication.fromJson(new JsonObject(Files.readString(file))).equals(expected);
  }

  @Test
  void everyChangeIsAudited() {
    String id = create(publisher, "private");
    publisher.patch("titles/" + id, new JsonObject().put("visibility", "public"));
    publisher.delete("titles/" + id);
    publisher.delete("titles/" + id);
    StringBuilder log = new StringBuilder();
    control
        .query(
            "select a.action, a.detail, t.owner_id = a.actor as by_owner from audit_log a "
                + "join titles t on t.id = a.subject where a.subject = $1 order by a.id",
            id)
        .forEach(row ->
            log.append(row.getString("action"))
                .append(row.getBoolean("by_owner") ? " by its owner\n" : "\n"));
    assertThat(log)
        .hasToString(
            "title.create by its owner\ntitle.change by its owner\ntitle.delete by its owner\n");
  }
}
