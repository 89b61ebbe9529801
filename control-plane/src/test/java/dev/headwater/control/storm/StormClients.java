package dev.headwater.control.storm;

import dev.headwater.control.TestControlPlane;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Logs people in and has them call, against a {@link StormServer}: {@code StormClients PORT PID
 * SESSIONS SECONDS}. Prints a table.
 */
public final class StormClients {
  /** A prime, so that people come in no order. */
  private static final int STRIDE = 7919;

  /** As many as the server hashes for at once, and as many again that wait. */
  private static final int FEW = 4;

  private static final int MANY = 32;

  /** More than may wait for a hash. */
  private static final int STORM = 400;

  /** Different sessions that calls are made in. */
  private static final int TOKENS = 1000;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String base;
  private final int sessions;
  private final Map<Integer, String> refreshTokens = new ConcurrentHashMap<>();
  private final List<String> tokens = new CopyOnWriteArrayList<>();

  private StormClients(String base, int sessions) {
    this.base = base;
    this.sessions = sessions;
  }

  public static void main(String[] arguments) throws Exception {
    ProcessHandle server = ProcessHandle.of(Long.parseLong(arguments[1])).orElseThrow();
    int sessions = Integer.parseInt(arguments[2]);
    StormClients clients = new StormClients("http://127.0.0.1:" + arguments[0], sessions);
    int seconds = Integer.parseInt(arguments[3]);
    Load warmUp = new Load(server, Duration.ofSeconds(Math.max(1, seconds / 3)));
    Load load = new Load(server, Duration.ofSeconds(seconds));
    clients.run("To warm up:", warmUp);
    clients.run("Measured:", load);
  }

  private void run(String title, Load load) throws Exception {
    System.out.println(title);
    System.out.println(Outcome.HEADER);
    print(load.of("log in", FEW, this::logIn));
    print(load.of("log in, all at once", STORM, this::logIn));
    print(load.of("refresh", MANY, this::refresh));
    print(load.of("list titles, logged in", MANY, this::listTitles));
    print(load.of("list titles, forged token", MANY, this::badToken));
    print(load.of("keys, not logged in", MANY, _ -> get("/.well-known/jwks.json", "")));
  }

  private static void print(Outcome outcome) {
    System.out.println(outcome);
  }

  private int person(int number) {
    return (int) ((long) number * STRIDE % sessions);
  }

  private int logIn(int number) {
    JsonObject credentials =
        new JsonObject()
            .put("email", "person" + person(number) + "@example.org")
            .put("password", TestControlPlane.PERSON_PASSWORD);
    return post("/api/v1/auth/login", credentials).statusCode();
  }

  /** Each session once, and then with the token that it was given. */
  private int refresh(int number) {
    int person = person(number);
    String token = refreshTokens.getOrDefault(person, "refresh-" + person);
    HttpResponse<String> answer =
        post("/api/v1/auth/refresh", new JsonObject().put("refreshToken", token));
    if (answer.statusCode() == 200) {
      JsonObject next = new JsonObject(answer.body());
      refreshTokens.put(person, next.getString("refreshToken"));
      if (tokens.size() < TOKENS) {
        tokens.add(next.getString("accessToken"));
      }
    }
    return answer.statusCode();
  }

  private int listTitles(int number) {
    return get("/api/v1/titles?limit=1", tokens.get(number % tokens.size()));
  }

  private int badToken(int number) {
    String good = tokens.get(number % tokens.size());
    int status = get("/api/v1/titles?limit=1", good.substring(0, good.length() - 4) + "AAAA");
    return status == 401 ? 200 : status; // what is wanted here counts as good
  }

  private int get(String path, String token) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    return send(request.build()).statusCode();
  }

  private HttpResponse<String> post(String path, JsonObject body) {
    return send(
        HttpRequest.newBuilder(URI.create(base + path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.encode()))
            .build());
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
