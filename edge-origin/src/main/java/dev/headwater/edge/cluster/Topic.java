package dev.headwater.edge.cluster;

import io.vertx.core.json.JsonObject;
import java.util.function.Function;

/**
 * A kind of notice. Immutable.
 *
 * @param name on the way between nodes
 * @param write what a notice looks like then
 * @param read fails with any RuntimeException where it is none
 */
public record Topic<T>(String name, Function<T, JsonObject> write, Function<JsonObject, T> read) {}
