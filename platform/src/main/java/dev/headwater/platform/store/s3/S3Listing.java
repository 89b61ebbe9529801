package dev.headwater.platform.store.s3;

import dev.headwater.platform.store.ObjectInfo;
import dev.headwater.platform.store.ObjectKey;
import dev.headwater.platform.store.StoreException;
import dev.headwater.platform.store.StoreException.Reason;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Lists objects of a bucket, page by page. Thread-safe; each call stays on its context. */
final class S3Listing {
  /** What S3 gives at most; also what it deletes at most in one request. */
  static final int PAGE_OBJECTS = 1000;

  /** A page of the longest names, escaped, is smaller. */
  private static final int MAX_PAGE_BYTES = 8 << 20;

  private final S3Client client;
  private final S3Address address;

  S3Listing(S3Client client, S3Address address) {
    this.client = client;
    this.address = address;
  }

  /** Objects of other programs, whose names are no keys, are left out. */
  Future<List<ObjectInfo>> list(String prefix) {
    List<ObjectInfo> listed = new ArrayList<>();
    return eachPage(
            prefix,
            page -> {
              page.objects().stream()
                  .filter(object -> ObjectKey.isValid(key(object)))
                  .map(this::withKey)
                  .forEach(listed::add);
              return Future.succeededFuture();
            })
        .map(_ -> {
          listed.sort(Comparator.comparing(ObjectInfo::key));
          return List.copyOf(listed);
        });
  }

  /** The next page is asked for once the step with the one before it is done. */
  Future<Void> eachPage(String prefix, Function<ObjectPage, Future<Void>> step) {
    return page(prefix, Optional.empty(), step);
  }

  private Future<Void> page(
      String prefix, Optional<String> token, Function<ObjectPage, Future<Void>> step) {
    return page(prefix, token)
        .compose(page ->
            step.apply(page)
                .compose(_ ->
                    page.next().isPresent()
                        ? page(prefix, page.next(), step)
                        : Future.succeededFuture()));
  }

  private Future<ObjectPage> page(String prefix, Optional<String> token) {
    Map<String, String> query = new TreeMap<>();
    query.put("list-type", "2");
    query.put("max-keys", Integer.toString(PAGE_OBJECTS));
    query.put("prefix", address.prefix() + prefix + "/");
    token.ifPresent(value -> query.put("continuation-token", value));
    return client
        .send(S3Request.list(address.bucketPath(), query))
        .compose(answer ->
            switch (answer) {
              case S3Answer.Success success -> success.body().collect(MAX_PAGE_BYTES);
              case S3Answer.Refusal refusal -> Future.failedFuture(refusal.failure());
            })
        .compose(document ->
            ObjectPage.parse(document)
                .map(Future::succeededFuture)
                .orElseGet(() ->
                    Future.failedFuture(
                        new StoreException(Reason.MALFORMED, "list of " + prefix + ": no list"))));
  }

  private String key(ObjectInfo object) {
    String prefix = address.prefix();
    return object.key().startsWith(prefix) ? object.key().substring(prefix.length()) : "";
  }

  private ObjectInfo withKey(ObjectInfo object) {
    return new ObjectInfo(key(object), object.size(), object.etag(), object.lastModified());
  }
}
