package dev.headwater.standalone.planes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.cdnconfig.Cdn;
import dev.headwater.engines.FreePort;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A purge from the call through a node to a real CDN program with its rendered file. */
class CdnPurgeIT {
  private final String title = "t" + Long.toString(System.nanoTime(), 36);
  private final String path = Planes.path(title, 0);

  private static Planes.Extra settings(Cdn cdn, int port) {
    return new Planes.Extra(
        Map.of(
            "cdns[0].name",
            "before",
            "cdns[0].kind",
            cdn.name().toLowerCase(Locale.ROOT),
            "cdns[0].urls",
            "http://127.0.0.1:" + port,
            "cdns[0].secret",
            RenderedCdn.PURGE_SECRET),
        Map.of());
  }

  private static String state(Planes planes, String purge) {
    return planes.call("purges/" + purge).getJsonArray("cdns").getJsonObject(0).getString("state");
  }

  @ParameterizedTest
  @EnumSource(names = {"NGINX", "VARNISH"})
  void nothingOldComesBack(Cdn cdn, @TempDir Path folder) throws Exception {
    int port = FreePort.choose();
    try (Planes planes = new Planes(folder, 1, 1, settings(cdn, port));
        RenderedCdn before = new RenderedCdn(cdn, port, planes.nodes.getFirst().port(), folder)) {
      planes.publish(title);
      for (String version : new String[] {"first", "second", "third"}) {
        planes.put(path, version);
        JsonObject purge = planes.purge("tags", "title-" + title);
        Planes.until("it is told", () -> state(planes, purge.getString("id")).equals("applied"));
        assertThat(before.get(path).body()).isEqualTo(version);
        planes.put(path, "unseen");
        assertThat(before.get(path).body()).as("it is kept").isEqualTo(version);
      }
    }
  }
}
