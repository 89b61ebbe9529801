package dev.headwater.control.title;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.control.access.Access;
import dev.headwater.control.access.Access.Deed;
import dev.headwater.control.account.Caller;
import dev.headwater.control.account.Role;
import dev.headwater.platform.publication.Publication.Visibility;
import io.vertx.core.json.JsonArray;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TitleAccessTest {
  private static final String OWNER = "owner";

  @ParameterizedTest(name = "{0} may {1} a {2} title ({3}): {4}")
  @CsvSource(
      textBlock =
          """
          anonymous,       SEE,    public,  published,   LOGIN_NEEDED
          anonymous,       PLAY,   public,  published,   ALLOWED
          anonymous,       CHANGE, public,  published,   LOGIN_NEEDED
          anonymous,       PLAY,   public,  unpublished, LOGIN_NEEDED
          anonymous,       PLAY,   private, published,   LOGIN_NEEDED
          viewer,          SEE,    public,  published,   ALLOWED
          viewer,          PLAY,   public,  published,   ALLOWED
          viewer,          CHANGE, public,  published,   FORBIDDEN
          viewer,          SEE,    public,  unpublished, HIDDEN
          viewer,          PLAY,   private, published,   HIDDEN
          viewer,          CHANGE, private, published,   HIDDEN
          former-owner,    CHANGE, public,  published,   FORBIDDEN
          former-owner,    SEE,    private, published,   HIDDEN
          publisher,       SEE,    public,  published,   ALLOWED
          publisher,       PLAY,   public,  published,   ALLOWED
          publisher,       CHANGE, public,  published,   FORBIDDEN
          publisher,       SEE,    public,  unpublished, HIDDEN
          publisher,       SEE,    private, published,   HIDDEN
          publisher,       PLAY,   private, published,   HIDDEN
          publisher,       CHANGE, private, unpublished, HIDDEN
          owner,           SEE,    private, unpublished, ALLOWED
          owner,           PLAY,   private, published,   ALLOWED
          owner,           CHANGE, public,  unpublished, ALLOWED
          operator,        SEE,    private, unpublished, ALLOWED
          operator,        PLAY,   private, published,   ALLOWED
          operator,        CHANGE, private, published,   ALLOWED
          admin,           SEE,    private, unpublished, ALLOWED
          admin,           PLAY,   private, published,   ALLOWED
          admin,           CHANGE, public,  published,   ALLOWED
          """)
  void whoMayDoWhat(String who, Deed deed, String visibility, String state, Access expected) {
    Title title = title(Title.visibility(visibility), state.equals("published"));
    assertThat(Access.decide(caller(who), deed, title)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"VIEWER, false", "PUBLISHER, true", "OPERATOR, true", "ADMIN, true"})
  void whoMayMakeTitles(Role role, boolean may) {
    assertThat(Access.mayCreate(new Caller.Person("p", role))).isEqualTo(may);
  }

  private static Caller caller(String who) {
    return switch (who) {
      case "anonymous" -> new Caller.Anonymous();
      case "owner" -> new Caller.Person(OWNER, Role.PUBLISHER);
      case "former-owner" -> new Caller.Person(OWNER, Role.VIEWER);
      default -> new Caller.Person("somebody", Role.of(who));
    };
  }

  private static Title title(Visibility visibility, boolean published) {
    return new Title(
        "t1",
        OWNER,
        new TitleText(
            "a title", Optional.empty(), List.of(), List.of(), Optional.empty(), visibility),
        published ? TitleStatus.READY : TitleStatus.DRAFT,
        0,
        Optional.empty(),
        published ? Optional.of("e1") : Optional.empty(),
        Optional.empty(),
        new JsonArray(),
        false,
        false,
        Optional.empty(),
        Instant.EPOCH,
        Instant.EPOCH,
        Optional.empty());
  }
}
