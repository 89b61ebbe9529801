package dev.headwater.endurance.run;

import dev.headwater.endurance.content.Bytes;
import dev.headwater.endurance.content.Edition;
import dev.headwater.endurance.content.Resource;
import dev.headwater.engines.testing.S3ProxyEngine;
import dev.headwater.platform.publication.Publication;
import dev.headwater.platform.publication.Publication.State;
import dev.headwater.platform.publication.Publication.Visibility;
import dev.headwater.platform.settings.Settings;
import dev.headwater.platform.settings.SettingsSource;
import dev.headwater.platform.store.ObjectStore;
import dev.headwater.platform.store.StoreListener;
import dev.headwater.platform.store.s3.S3Settings;
import dev.headwater.platform.store.s3.S3Store;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.VertxInternal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Puts resources into an S3 store, as public titles. */
final class FilledStore {
  static final String BUCKET = "endurance";
  private static final int AT_ONCE = 16;

  private FilledStore() {}

  /** Completes when all are there. */
  static Future<Void> fill(Vertx vertx, S3ProxyEngine server, List<Resource> resources) {
    Promise<Void> done = Promise.promise();
    ((VertxInternal) vertx)
        .createEventLoopContext()
        .runOnContext(_ -> {
          ObjectStore store = open(vertx, server);
          Iterator<Map.Entry<String, Buffer>> objects = objects(resources);
          List<Future<?>> writers = new ArrayList<>();
          for (int i = 0; i < AT_ONCE; i++) {
            writers.add(write(store, objects));
          }
          Future.all(writers).eventually(store::close).<Void>mapEmpty().onComplete(done::handle);
        });
    return done.future();
  }

  private static ObjectStore open(Vertx vertx, S3ProxyEngine server) {
    Map<String, String> settings =
        Map.of(
            "bucket",
            BUCKET,
            "endpoint",
            server.endpoint().toString(),
            "path-style",
            "true",
            "access-key",
            S3ProxyEngine.ACCESS_KEY,
            "secret-key",
            S3ProxyEngine.SECRET_KEY);
    return S3Store.open(
        vertx,
        Settings.bind(S3Settings.class, List.of(SettingsSource.of("run", settings))),
        Map.of(),
        StoreListener.NONE);
  }

  private static Future<Void> write(
      ObjectStore store, Iterator<Map.Entry<String, Buffer>> objects) {
    if (!objects.hasNext()) {
      return Future.succeededFuture();
    }
    Map.Entry<String, Buffer> object = objects.next();
    return store.write(object.getKey(), object.getValue()).compose(_ -> write(store, objects));
  }

  private static Iterator<Map.Entry<String, Buffer>> objects(List<Resource> resources) {
    Map<String, Buffer> objects = new TreeMap<>();
    for (Resource resource : resources) {
      String titleId = resource.terms().word();
      String epoch = Integer.toString(resource.size());
      objects.put(
          Publication.path(titleId, epoch) + "/" + Publication.FILE,
          Publication.of(titleId, epoch, Visibility.PUBLIC, State.PUBLISHED).toJson().toBuffer());
      objects.put(resource.path().substring(1), content(resource));
    }
    return objects.entrySet().iterator();
  }

  private static Buffer content(Resource resource) {
    Bytes bytes = new Edition(resource, 0).bytes();
    byte[] content = new byte[resource.size()];
    for (int at = 0; at < content.length; at += Bytes.WINDOW) {
      int length = Math.min(Bytes.WINDOW, content.length - at);
      bytes.at(at, length).getBytes(0, content, at, length);
    }
    return Buffer.buffer(content);
  }
}
