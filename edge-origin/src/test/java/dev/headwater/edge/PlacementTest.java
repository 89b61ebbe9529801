package dev.headwater.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoop;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.internal.ContextInternal;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PlacementTest {
  private Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  /** Tells on which loop it is. */
  private static final class Part extends VerticleBase {
    private final List<EventLoop> loops;

    Part(List<EventLoop> loops) {
      this.loops = loops;
    }

    @Override
    public Future<?> start() {
      loops.add(((ContextInternal) context).nettyEventLoop());
      return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
      loops.removeLast();
      return Future.succeededFuture();
    }
  }

  @Test
  void oneLoopIsKeptForThePartThatIsToBeAlone() {
    with(3);
    List<EventLoop> loops = new CopyOnWriteArrayList<>();
    Placement placement = new Placement(vertx);
    placement.alone(new Part(loops)).await();
    for (int i = 0; i < 7; i++) {
      placement.beside(() -> new Part(loops)).await();
    }
    assertThat(loops).hasSize(8);
    assertThat(loops.subList(1, 8)).doesNotContain(loops.getFirst());
    assertThat(loops.stream().distinct()).hasSize(3);
    placement.end().await();
    assertThat(loops).isEmpty();
  }

  @Test
  void whereThereIsOneLoopItIsShared() {
    with(1);
    List<EventLoop> loops = new CopyOnWriteArrayList<>();
    Placement placement = new Placement(vertx);
    placement.alone(new Part(loops)).await();
    placement.beside(() -> new Part(loops)).await();
    assertThat(loops).hasSize(2);
  }

  private void with(int loops) {
    close();
    vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(loops));
  }
}
