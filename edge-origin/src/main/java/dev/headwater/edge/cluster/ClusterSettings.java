package dev.headwater.edge.cluster;

import dev.headwater.platform.settings.Setting;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * How nodes of a region find each other, to tell each other what they can serve without. Immutable.
 *
 * @param discovery how others are found
 * @param members where some of them are
 * @param name of the cluster
 * @param node of this node
 * @param host the address to listen on
 * @param port for the membership; messages have the port above it
 * @param address what others are told
 */
public record ClusterSettings(
    @Setting(
            value = "members",
            doc =
                "How nodes of a cluster find each other: members (cluster.members; where none are named, there is no cluster), aws, or kubernetes.")
        Discovery discovery,
    @Setting(
            doc =
                "Some or all nodes of the cluster, this one may be among them, as host:port of their cluster.port.")
        List<String> members,
    @Setting(
            value = "headwater",
            doc = "What the cluster is called: nodes of the same name and region belong together.")
        String name,
    @Setting(
            doc =
                "The node's name in the cluster, which no other node has; none: that of its feed.credential.token, else its host and port.")
        Optional<String> node,
    @Setting(
            value = "127.0.0.1",
            doc = "This node's address on the private network; nothing else is listened on.")
        String host,
    @Setting(
            value = "5701",
            doc = "The port for membership; messages between nodes have the port above it.")
        int port,
    @Setting(
            doc =
                "Where others reach cluster.port, as host:port, if they don't by cluster.host and cluster.port; the port above it leads to that for messages.")
        Optional<String> address,
    Aws aws,
    Kubernetes kubernetes) {

  /** How nodes find each other. */
  public enum Discovery {
    /** They are named in the settings. */
    MEMBERS,
    /** EC2 instances or ECS tasks, by their tags. */
    AWS,
    /** Pods behind a headless service, by DNS. */
    KUBERNETES
  }

  /** Which instances or tasks are nodes. */
  public record Aws(
      @Setting(doc = "The AWS region to look in; none: that of this instance.")
          Optional<String> region,
      @Setting(doc = "The tag that nodes have, as key=value; none: all of the region.")
          Optional<String> tag) {
    public Aws {
      tag.ifPresent(text -> {
        if (!text.matches("[^=]+=[^=]+")) {
          throw new IllegalArgumentException("tag: " + text + " (expected: key=value)");
        }
      });
    }
  }

  /** Which pods are nodes. */
  public record Kubernetes(
      @Setting(
              doc =
                  "The headless service of the nodes, as NAME.NAMESPACE.svc.cluster.local; needed where cluster.discovery is kubernetes.")
          Optional<String> serviceDns) {}

  /** A port that another program may listen on, and the one above it. */
  private static final int MOST_PORT = 65_534;

  public ClusterSettings {
    members = List.copyOf(members);
    node.ifPresent(own -> {
      if (!own.matches("[A-Za-z0-9._:-]{1,100}")) {
        throw new IllegalArgumentException(
            "node: " + own + " (expected: letters, digits, and any of ._:-)");
      }
    });
    members.forEach(member -> HostPort.of("members", member));
    address.ifPresent(text -> HostPort.of("address", text));
    if (port < 1 || port > MOST_PORT) {
      throw new IllegalArgumentException("port: " + port + " (expected: 1 to " + MOST_PORT + ")");
    }
    if (isWildcard(host)) {
      throw new IllegalArgumentException(
          "host: " + host + " (expected: one address, of the private network)");
    }
    if (discovery == Discovery.KUBERNETES && kubernetes.serviceDns().isEmpty()) {
      throw new IllegalArgumentException(
          "kubernetes.service-dns: none (expected: one, with discovery: kubernetes)");
    }
  }

  private static boolean isWildcard(String host) {
    try {
      return InetAddress.ofLiteral(host).isAnyLocalAddress();
    } catch (IllegalArgumentException name) {
      return host.isBlank();
    }
  }

  /** Whether there is a cluster to join. */
  public boolean isOn() {
    return discovery != Discovery.MEMBERS || !members.isEmpty();
  }

  /** What others are told. */
  HostPort advertised() {
    return address.map(text -> HostPort.of("address", text)).orElse(new HostPort(host, port));
  }
}
