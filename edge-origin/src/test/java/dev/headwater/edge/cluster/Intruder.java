package dev.headwater.edge.cluster;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.cluster.Member;
import com.hazelcast.config.Config;
import com.hazelcast.config.JavaSerializationFilterConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.DataSerializable;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** A member that isn't one of ours: it knows no filter, and sends work to others. */
final class Intruder implements AutoCloseable {
  /** How many objects were made of what it has sent. */
  static final AtomicInteger MADE = new AtomicInteger();

  private static final long LIMIT_SECONDS = 20;

  private final HazelcastInstance member;
  private final ClusterSettings settings;

  private Intruder(HazelcastInstance member, ClusterSettings settings) {
    this.member = member;
    this.settings = settings;
  }

  static Intruder join(ClusterSettings settings, dev.headwater.edge.cluster.Member as) {
    Config config = HazelcastConfiguration.of(settings, as);
    config.setClassLoader(Intruder.class.getClassLoader());
    config
        .getSerializationConfig()
        .setJavaSerializationFilterConfig(
            new JavaSerializationFilterConfig().setDefaultsDisabled(true));
    return new Intruder(Hazelcast.newHazelcastInstance(config), settings);
  }

  /** Work that travels by Java serialization. */
  static final class Serialized implements Callable<String>, Serializable {
    private static final long serialVersionUID = 1;

    @Override
    public String call() {
      return "done";
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      MADE.incrementAndGet();
    }
  }

  /** Work that travels by the name of its class. */
  static final class Named implements Callable<String>, DataSerializable {
    @Override
    public String call() {
      return "done";
    }

    @Override
    public void writeData(ObjectDataOutput out) {}

    @Override
    public void readData(ObjectDataInput in) {
      MADE.incrementAndGet();
    }
  }

  /** What came of work for another node; fails where it was done. */
  Throwable runThere(Callable<String> work, String node) {
    Member there =
        member.getCluster().getMembers().stream()
            .filter(other -> node.equals(other.getAttribute(HazelcastConfiguration.NODE)))
            .findFirst()
            .orElseThrow();
    try {
      String done =
          member
              .getExecutorService("work")
              .submitToMember(work, there)
              .get(LIMIT_SECONDS, TimeUnit.SECONDS);
      throw new AssertionError(node + " has " + done + " it");
    } catch (ExecutionException e) {
      return Objects.requireNonNull(e.getCause());
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  boolean connectsAsClient() {
    ClientConfig config = new ClientConfig();
    config.setClusterName(member.getConfig().getClusterName());
    config.getNetworkConfig().setAddresses(settings.members());
    config
        .getConnectionStrategyConfig()
        .getConnectionRetryConfig()
        .setClusterConnectTimeoutMillis(1_000);
    try {
      HazelcastClient.newHazelcastClient(config).shutdown();
      return true;
    } catch (IllegalStateException refused) {
      return false;
    }
  }

  @Override
  public void close() {
    member.getLifecycleService().terminate();
  }
}
