package dev.headwater.edge.cluster;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent.LifecycleState;
import com.hazelcast.core.LifecycleService;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stay in a Hazelcast cluster: a member, and a Vert.x of its own whose event bus carries the
 * messages. Serving knows nothing of either. Thread-safe.
 */
final class HazelcastBus implements Bus {
  private static final Logger LOGGER = LoggerFactory.getLogger(HazelcastBus.class);
  private static final String ADDRESS = "headwater";

  /** Joining and registering wait on threads; nothing else does. */
  private static final int WAITING_THREADS = 4;

  /** A node that answers no ping for so long gets nothing more until it is back. */
  private static final long PING_MILLIS = 2_000;

  private static final int CONNECT_MILLIS = 2_000;

  /** A member that doesn't go in this time is cut off. */
  private static final long LEAVE_SECONDS = 10;

  private final Vertx vertx;
  private final HazelcastInstance hazelcast;
  private final Outflow outflow = new Outflow(System::nanoTime);
  private volatile boolean closing;

  private HazelcastBus(Vertx vertx, HazelcastInstance hazelcast) {
    this.vertx = vertx;
    this.hazelcast = hazelcast;
  }

  /** Loads what it needs, which takes a moment, and goes on in the background. */
  static Future<Bus> open(ClusterSettings settings, Member self, Listener listener) {
    HazelcastClusterManager manager =
        new HazelcastClusterManager(HazelcastConfiguration.of(settings, self));
    return Vertx.builder()
        .with(options(settings))
        .withClusterManager(manager)
        .buildClustered()
        .compose(vertx -> new HazelcastBus(vertx, manager.getHazelcastInstance()).listen(listener));
  }

  private static VertxOptions options(ClusterSettings settings) {
    HostPort messages = settings.advertised().above();
    return new VertxOptions()
        .setEventLoopPoolSize(1)
        .setWorkerPoolSize(WAITING_THREADS)
        .setInternalBlockingPoolSize(WAITING_THREADS)
        .setFileSystemOptions(
            new FileSystemOptions()
                .setFileCachingEnabled(false)
                .setClassPathResolvingEnabled(false))
        .setEventBusOptions(
            new EventBusOptions()
                .setHost(settings.host())
                .setPort(settings.port() + 1)
                .setClusterPublicHost(messages.host())
                .setClusterPublicPort(messages.port())
                .setConnectTimeout(CONNECT_MILLIS)
                .setClusterPingInterval(PING_MILLIS)
                .setClusterPingReplyInterval(PING_MILLIS));
  }

  private Future<Bus> listen(Listener listener) {
    hazelcast
        .getLifecycleService()
        .addLifecycleListener(event -> {
          if (event.getState() == LifecycleState.MERGED) {
            listener.ended(Cause.MERGED);
          } else if (event.getState() == LifecycleState.SHUTTING_DOWN && !closing) {
            listener.ended(Cause.SHUT_DOWN);
          }
        });
    vertx.eventBus().serializableChecker(_ -> false).clusterSerializableChecker(_ -> false);
    MessageConsumer<Object> consumer =
        vertx.eventBus().consumer(ADDRESS, message -> received(message, listener));
    return consumer
        .completion()
        .<Bus>map(_ -> this)
        .recover(cause -> close().transform(_ -> Future.failedFuture(cause)));
  }

  private static void received(Message<Object> message, Listener listener) {
    if (message.body() instanceof JsonObject body) {
      listener.received(body);
    }
  }

  @Override
  public List<Member> members() {
    try {
      return hazelcast.getCluster().getMembers().stream().map(HazelcastBus::member).toList();
    } catch (RuntimeException e) {
      LOGGER.debug("no members: {}", e.toString()); // it is being shut down
      return List.of();
    }
  }

  private static Member member(com.hazelcast.cluster.Member other) {
    return new Member(
        attribute(other, HazelcastConfiguration.NODE),
        attribute(other, HazelcastConfiguration.ROLE),
        attribute(other, HazelcastConfiguration.REGION),
        attribute(other, HazelcastConfiguration.ADDRESS));
  }

  private static String attribute(com.hazelcast.cluster.Member other, String name) {
    return Objects.requireNonNullElse(other.getAttribute(name), "");
  }

  @Override
  public boolean send(JsonObject message) {
    int bytes = message.toBuffer().length();
    if (!outflow.admits(bytes)) {
      return false;
    }
    vertx.runOnContext(_ -> {
      outflow.left(bytes);
      vertx.eventBus().publish(ADDRESS, message);
    });
    return true;
  }

  @Override
  public Future<Void> close() {
    closing = true;
    LifecycleService lifecycle = hazelcast.getLifecycleService();
    return vertx
        .close()
        .timeout(LEAVE_SECONDS, TimeUnit.SECONDS)
        .onFailure(cause -> {
          LOGGER.warn("the cluster is not left in time: {}", cause.toString());
          Thread.ofPlatform().daemon().name("cluster-end").start(lifecycle::terminate);
        })
        .otherwiseEmpty();
  }
}
