package dev.headwater.edge.cluster;

import com.hazelcast.config.AdvancedNetworkConfig;
import com.hazelcast.config.ClassFilter;
import com.hazelcast.config.Config;
import com.hazelcast.config.JavaSerializationFilterConfig;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.MemberAddressProviderConfig;
import com.hazelcast.config.MultiMapConfig;
import com.hazelcast.config.ServerSocketEndpointConfig;
import com.hazelcast.instance.EndpointQualifier;
import com.hazelcast.spi.MemberAddressProvider;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;

/**
 * Hazelcast, cut down to what a node needs of it: one port on one address, for members alone; no
 * multicast, no clients, no scripts, no Jet, no calls home; few threads, and little patience.
 */
final class HazelcastConfiguration {
  static final String NODE = "node";
  static final String ROLE = "role";
  static final String REGION = "region";
  static final String ADDRESS = "address";

  private static final String LOGGING = "hazelcast.logging.type";

  /** What Vert.x keeps there: who subscribes, and where nodes listen for messages. */
  private static final List<String> MAPS = List.of("__vertx.nodeInfo", "__vertx.haInfo");

  private static final String SUBSCRIPTIONS = "__vertx.subs";

  /** The same on all nodes. */
  private static final Map<String, String> PROPERTIES =
      Map.ofEntries(
          // Nothing leaves the cluster, and nothing comes in but members.
          Map.entry("hazelcast.phone.home.enabled", "false"),
          Map.entry("hazelcast.socket.bind.any", "false"),
          Map.entry(LOGGING, "slf4j"),
          Map.entry("hazelcast.logging.emoji.enabled", "false"),
          Map.entry("hazelcast.shutdownhook.enabled", "false"),
          // A member that says nothing for 5 s is gone; halves look for each other every 5 s.
          Map.entry("hazelcast.heartbeat.interval.seconds", "1"),
          Map.entry("hazelcast.max.no.heartbeat.seconds", "5"),
          Map.entry("hazelcast.merge.first.run.delay.seconds", "5"),
          Map.entry("hazelcast.merge.next.run.delay.seconds", "5"),
          Map.entry("hazelcast.mastership.claim.timeout.seconds", "5"),
          // It joins in the background, and waits for nobody long.
          Map.entry("hazelcast.wait.seconds.before.join", "1"),
          Map.entry("hazelcast.max.wait.seconds.before.join", "5"),
          Map.entry("hazelcast.max.join.seconds", "20"),
          Map.entry("hazelcast.socket.connect.timeout.seconds", "2"),
          Map.entry("hazelcast.operation.call.timeout.millis", "5000"),
          Map.entry("hazelcast.graceful.shutdown.max.wait", "2"),
          // It holds a few hundred bytes a node.
          Map.entry("hazelcast.partition.count", "13"),
          Map.entry("hazelcast.operation.thread.count", "2"),
          Map.entry("hazelcast.operation.generic.thread.count", "2"),
          Map.entry("hazelcast.operation.priority.generic.thread.count", "1"),
          Map.entry("hazelcast.operation.response.thread.count", "1"),
          Map.entry("hazelcast.io.thread.count", "1"),
          Map.entry("hazelcast.event.thread.count", "1"),
          Map.entry("hazelcast.event.queue.capacity", "10000"),
          Map.entry("hazelcast.backpressure.enabled", "true"),
          Map.entry("hazelcast.health.monitoring.level", "OFF"));

  private HazelcastConfiguration() {}

  /** Looks a host name up, and so may wait for that. */
  static Config of(ClusterSettings settings, Member self) {
    if (System.getProperty(LOGGING) == null) {
      System.setProperty(LOGGING, "slf4j"); // its first words come before it reads a configuration
    }
    Config config = new Config();
    config.setClusterName(settings.name() + "-" + self.region());
    PROPERTIES.forEach(config::setProperty);
    config.getMetricsConfig().setEnabled(false);
    config.getJetConfig().setEnabled(false);
    config
        .getMemberAttributeConfig()
        .setAttribute(NODE, self.node())
        .setAttribute(ROLE, self.role())
        .setAttribute(REGION, self.region())
        .setAttribute(ADDRESS, self.address());
    MAPS.forEach(map -> config.addMapConfig(new MapConfig(map).setBackupCount(1)));
    config.addMultiMapConfig(
        new MultiMapConfig(SUBSCRIPTIONS).setBackupCount(1).setValueCollectionType("SET"));
    filter(config);
    network(config.getAdvancedNetworkConfig(), settings);
    return config;
  }

  /** No class of anybody's choice is made from what other members send. */
  private static void filter(Config config) {
    config
        .getSerializationConfig()
        .setJavaSerializationFilterConfig(
            new JavaSerializationFilterConfig()
                .setDefaultsDisabled(true)
                .setWhitelist(new ClassFilter().addClasses(KnownClasses.SERIALIZED)));
    config.setClassLoader(new KnownClasses(HazelcastConfiguration.class.getClassLoader()));
  }

  /** The port of members is the only one: there is none for clients. */
  private static void network(AdvancedNetworkConfig network, ClusterSettings settings) {
    ServerSocketEndpointConfig members = new ServerSocketEndpointConfig();
    members.setPort(settings.port()).setPortAutoIncrement(false).setReuseAddress(true);
    network
        .setEnabled(true)
        .setMemberEndpointConfig(members)
        .setMemberAddressProviderConfig(
            new MemberAddressProviderConfig()
                .setEnabled(true)
                .setImplementation(
                    new StatedAddress(
                        new HostPort(settings.host(), settings.port()).socketAddress(),
                        settings.advertised().socketAddress())));
    join(network.getJoin(), settings);
  }

  private static void join(JoinConfig join, ClusterSettings settings) {
    join.getMulticastConfig().setEnabled(false);
    join.getAutoDetectionConfig().setEnabled(false);
    switch (settings.discovery()) {
      case MEMBERS -> join.getTcpIpConfig().setEnabled(true).setMembers(settings.members());
      case AWS -> {
        join.getAwsConfig()
            .setEnabled(true)
            .setProperty("hz-port", Integer.toString(settings.port()));
        settings.aws().region().ifPresent(name -> join.getAwsConfig().setProperty("region", name));
        settings
            .aws()
            .tag()
            .map(tag -> tag.split("=", 2))
            .ifPresent(tag ->
                join.getAwsConfig()
                    .setProperty("tag-key", tag[0])
                    .setProperty("tag-value", tag[1]));
      }
      case KUBERNETES ->
          join.getKubernetesConfig()
              .setEnabled(true)
              .setProperty("service-dns", settings.kubernetes().serviceDns().orElseThrow())
              .setProperty("service-port", Integer.toString(settings.port()));
    }
  }

  /** Listens where it is told to, instead of looking for an interface of its liking. */
  private record StatedAddress(InetSocketAddress bind, InetSocketAddress advertised)
      implements MemberAddressProvider {
    @Override
    public InetSocketAddress getBindAddress() {
      return bind;
    }

    @Override
    public InetSocketAddress getBindAddress(EndpointQualifier qualifier) {
      return bind;
    }

    @Override
    public InetSocketAddress getPublicAddress() {
      return advertised;
    }

    @Override
    public InetSocketAddress getPublicAddress(EndpointQualifier qualifier) {
      return advertised;
    }
  }
}
