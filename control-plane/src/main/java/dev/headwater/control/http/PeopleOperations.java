package dev.headwater.control.http;

import dev.headwater.control.account.Account;
import dev.headwater.control.account.Role;
import dev.headwater.control.account.person.People;
import dev.headwater.control.account.person.PeopleCursor;
import dev.headwater.control.account.person.PeoplePage;
import dev.headwater.control.account.person.PeopleQuery;
import dev.headwater.control.account.person.PersonChange;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;

/** The operations tagged {@code people}. */
record PeopleOperations(People people) {
  private static final int DEFAULT_LIMIT = 20;

  Map<String, ApiOperation> byId() {
    return Map.of(
        "listPeople", this::list,
        "createPerson", this::create,
        "getPerson", this::get,
        "changePerson", this::change);
  }

  private ApiAnswer list(ApiCall call) {
    PeopleQuery query =
        new PeopleQuery(
            call.query("q").map(String::strip).filter(text -> !text.isEmpty()),
            call.query("role").map(Role::of),
            call.query("cursor").map(PeopleCursor::decode),
            call.whole("limit").orElse(DEFAULT_LIMIT));
    PeoplePage page = people.list(call.person(), query);
    JsonArray items = new JsonArray();
    page.items().forEach(person -> items.add(PersonJson.forAdministrators(person)));
    JsonObject json = new JsonObject().put("items", items);
    page.nextCursor().ifPresent(cursor -> json.put("nextCursor", cursor));
    return ApiAnswer.of(200, json);
  }

  private ApiAnswer create(ApiCall call) {
    People.NewPerson person =
        new People.NewPerson(
            call.text("email"),
            call.text("displayName"),
            Role.of(Optional.ofNullable(call.body().getString("role")).orElse("viewer")),
            call.text("password"));
    Account made = people.create(call.person(), person);
    return ApiAnswer.of(201, PersonJson.forAdministrators(made))
        .with("Location", "/api/v1/people/" + made.id());
  }

  private ApiAnswer get(ApiCall call) {
    return answer(people.find(call.person(), call.path("id")));
  }

  private ApiAnswer change(ApiCall call) {
    return answer(people.change(call.person(), call.path("id"), PersonChange.of(call.body())));
  }

  private static ApiAnswer answer(Account person) {
    return ApiAnswer.of(200, PersonJson.forAdministrators(person));
  }
}
