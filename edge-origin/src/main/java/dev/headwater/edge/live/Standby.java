package dev.headwater.edge.live;

import dev.headwater.edge.affinity.RendezvousHash;
import dev.headwater.edge.cluster.Cluster;
import dev.headwater.edge.cluster.ClusterView;
import dev.headwater.edge.cluster.Member;
import java.util.List;

/**
 * Has each channel followed by one node more than has viewers of it, so that somebody knows what
 * they have seen when its owner dies. Owners tell the cluster what they own, and all nodes find the
 * same one for a channel. Thread-safe.
 */
final class Standby {
  private final Cluster cluster;
  private final LiveChannels channels;

  Standby(Cluster cluster, LiveChannels channels) {
    this.cluster = cluster;
    this.channels = channels;
    cluster.notices().subscribe(OwnedChannels.TOPIC, this::heard);
  }

  /** Says what this node owns; called each second. */
  void tell() {
    String self = cluster.view().self().node();
    List<String> owned = channels.owned();
    for (int i = 0; i < owned.size(); i += OwnedChannels.MOST) {
      List<String> some = owned.subList(i, Math.min(i + OwnedChannels.MOST, owned.size()));
      cluster.notices().publish(OwnedChannels.TOPIC, new OwnedChannels(self, some));
    }
  }

  private void heard(OwnedChannels owned) {
    ClusterView view = cluster.view();
    Member self = view.self();
    if (owned.owner().equals(self.node())) {
      return;
    }
    List<String> others =
        view.members().stream()
            .filter(one -> one.role().equals(self.role()) && one.region().equals(self.region()))
            .map(Member::node)
            .filter(name -> !name.equals(owned.owner()))
            .toList();
    RendezvousHash hash = new RendezvousHash(others);
    for (String channel : owned.channels()) {
      if (others.get(hash.order(channel).getFirst()).equals(self.node())) {
        channels.standBy(channel);
      }
    }
  }
}
