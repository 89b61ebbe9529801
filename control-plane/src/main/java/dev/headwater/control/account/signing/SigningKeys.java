package dev.headwater.control.account.signing;

import dev.headwater.control.database.Database;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The keys that sign access tokens, the same for every instance: kept in the database, the first
 * one made by whichever instance comes first. Immutable.
 */
public final class SigningKeys {
  private final List<SigningKey> keys; // newest first

  public SigningKeys(List<SigningKey> keys) {
    this.keys = List.copyOf(keys);
  }

  /** For virtual threads. */
  public static SigningKeys load(Database database) {
    return database.transaction(transaction -> {
      database.query(transaction, "lock table signing_keys in share row exclusive mode");
      List<SigningKey> keys = new ArrayList<>();
      for (Row row :
          database.query(transaction, "select * from signing_keys order by created_at desc")) {
        keys.add(decode(row));
      }
      return new SigningKeys(keys.isEmpty() ? List.of(generate(database, transaction)) : keys);
    });
  }

  private static SigningKey decode(Row row) {
    return SigningKey.decode(
        row.getString("kid"),
        row.getBuffer("private_key").getBytes(),
        row.getBuffer("public_key").getBytes());
  }

  private static SigningKey generate(Database database, SqlConnection transaction) {
    SigningKey key = SigningKey.generate();
    database.query(
        transaction,
        "insert into signing_keys (kid, private_key, public_key) values ($1, $2, $3)",
        key.kid(),
        Buffer.buffer(key.privateKey().getEncoded()),
        Buffer.buffer(key.publicKey().getEncoded()));
    return key;
  }

  /** The key that signs now. */
  public SigningKey current() {
    return keys.getFirst();
  }

  public Optional<SigningKey> byId(String kid) {
    return keys.stream().filter(key -> key.kid().equals(kid)).findFirst();
  }

  /** The JSON Web Key Set of the public halves (RFC 7517, section 5). */
  public JsonObject toJwks() {
    return new JsonObject()
        .put("keys", new JsonArray(keys.stream().map(SigningKey::toJwk).toList()));
  }
}
