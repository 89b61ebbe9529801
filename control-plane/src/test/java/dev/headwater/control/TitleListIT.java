package dev.headwater.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.control.account.Role;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TitleListIT {
  private static TestControlPlane control;
  private static ApiClient publisher;

  @BeforeAll
  static void fillTheCatalog() {
    control = TestControlPlane.start(Map.of("accounts.self-registration", "true"));
    publisher = control.person(Role.PUBLISHER);
    make("Alpha 50% off", "public", "film", "red");
    make("beta_under", "public", "film", "blue");
    make("Gamma \\ slash", "private", "series", "red");
    make("delta C++", "private", "series", "green");
    make("Épsilon rain", "public", "music", "red");
  }

  @AfterAll
  static void close() {
    control.close();
  }

  private static void make(String name, String visibility, String category, String tag) {
    String id =
        publisher
            .post(
                "titles",
                new JsonObject()
                    .put("name", name)
                    .put("visibility", visibility)
                    .put("description", "About " + name)
                    .put("categories", new JsonArray().add(category))
                    .put("tags", new JsonArray().add(tag)))
            .json()
            .getString("id");
    if (!name.startsWith("delta")) {
      control.publish(id, "00000000000000e1");
    }
  }

  private static List<String> names(ApiClient client, String query) {
    ApiClient.Answer answer = client.get("titles?" + query);
    assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
    return names(answer.json());
  }

  private static List<String> names(JsonObject page) {
    return page.getJsonArray("items").stream()
        .map(title -> ((JsonObject) title).getString("name"))
        .toList();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          q=alpha              | Alpha 50% off
          q=50%25              | Alpha 50% off
          q=50%25+alpha        | Alpha 50% off
          q=b_ta               | ''
          q=_under             | beta_under
          q=%5C+slash          | Gamma \\ slash
          q=c%2B%2B            | delta C++
          q=%22slash%22        | ''
          q=about+rain         | Épsilon rain
          q=alpha+rain         | ''
          q=%27%3B--           | ''
          category=series      | Gamma \\ slash;delta C++
          tag=red&category=film| Alpha 50% off
          tag=re               | ''
          status=draft         | delta C++
          status=retired       | ''
          """)
  void filtersNarrowTheList(String query, String expected) {
    List<String> names = expected.isEmpty() ? List.of() : List.of(expected.split(";", -1));
    assertThat(names(publisher, query + "&sort=createdAt"))
        .containsExactlyElementsOf(names.stream().map(n -> n.replace("\\\\", "\\")).toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          createdAt  | 0,1,2,3,4
          -createdAt | 4,3,2,1,0
          """)
  void theListIsSorted(String sort, String order) {
    List<String> byAge =
        List.of("Alpha 50% off", "beta_under", "Gamma \\ slash", "delta C++", "Épsilon rain");
    List<String> expected =
        IntStream.of(Arrays.stream(order.split(",", -1)).mapToInt(Integer::parseInt).toArray())
            .mapToObj(byAge::get)
            .toList();
    assertThat(names(publisher, "sort=" + sort)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"createdAt", "-createdAt", "name"})
  void pagesFollowEachOtherWithoutGapOrRepetition(String sort) {
    List<String> whole = names(publisher, "sort=" + sort);
    List<String> paged = new ArrayList<>();
    String cursor = "";
    do {
      JsonObject page = publisher.get("titles?limit=2&sort=" + sort + cursor).json();
      paged.addAll(names(page));
      cursor = page.containsKey("nextCursor") ? "&cursor=" + page.getString("nextCursor") : "";
    } while (!cursor.isEmpty());
    assertThat(paged).isEqualTo(whole).hasSize(5);
  }

  @Test
  void aTitleMadeMeanwhileDoesNotShiftThePages() {
    JsonObject first = publisher.get("titles?limit=2").json();
    String id =
        publisher
            .post("titles", new JsonObject().put("name", "Late").put("visibility", "private"))
            .json()
            .getString("id");
    JsonObject second =
        publisher.get("titles?limit=2&cursor=" + first.getString("nextCursor")).json();
    assertThat(names(second)).doesNotContainAnyElementsOf(names(first)).doesNotContain("Late");
    publisher.delete("titles/" + id);
    assertThat(names(publisher, "")).doesNotContain("Late");
    assertThat(names(publisher, "status=retired")).containsExactly("Late");
    control.query("delete from titles where id = $1", id);
  }

  @Test
  void viewersSeeWhatIsPublicAndPublished() {
    assertThat(names(control.person(Role.VIEWER), "sort=createdAt"))
        .containsExactly("Alpha 50% off", "beta_under", "Épsilon rain");
  }

  @Test
  void publishersSeeTheirOwnToo() {
    ApiClient other = control.person(Role.PUBLISHER);
    assertThat(names(other, "")).hasSize(3);
    assertThat(names(publisher, "")).hasSize(5);
    assertThat(names(control.person(Role.OPERATOR), "")).hasSize(5);
    assertThat(names(control.admin(), "")).hasSize(5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=0",
        "limit=101",
        "limit=x",
        "limit=1.5",
        "sort=owner",
        "status=done",
        "cursor=x",
        "cursor=WyJuYW1lIiwiYSIsImIiXQ",
        "q=x%00"
      })
  void aQueryThatCannotBeAnsweredIsRefused(String query) {
    ApiClient.Answer answer = publisher.get("titles?" + query);
    assertThat(answer.status()).as(answer.response().body()).isEqualTo(400);
    String subject = query.startsWith("q") ? "U+0000" : query.substring(0, query.indexOf('='));
    assertThat(answer.detail()).contains(subject);
  }

  @Test
  void anIntegerMayBeWrittenAsJsonSchemaAllows() {
    assertThat(names(publisher, "limit=1e1")).hasSize(5);
    assertThat(names(publisher, "limit=2.0")).hasSize(2);
  }

  @Test
  void anUnknownParameterIsOverlooked() {
    assertThat(names(publisher, "utm=1")).hasSize(5);
  }
}
