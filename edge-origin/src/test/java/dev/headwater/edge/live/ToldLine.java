package dev.headwater.edge.live;

import dev.headwater.edge.live.follow.Frame;
import dev.headwater.edge.live.follow.FrameReader;
import dev.headwater.edge.live.follow.FrameWriter;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;

/** A connection between two nodes, which takes as much as a test lets it. */
final class ToldLine implements Followers.Sink {
  final List<Frame> frames = new ArrayList<>();
  final Buffer written = Buffer.buffer();
  private final Consumer<Frame> other;
  private final FrameReader reader = new FrameReader();
  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private Runnable drained = () -> {};
  private int room = Integer.MAX_VALUE;
  private boolean cut;

  /**
   * @param other what reads it at the other end
   */
  ToldLine(Consumer<Frame> other) {
    this.other = other;
  }

  /** Takes so many frames from now on. */
  ToldLine takes(int count) {
    room = count;
    drained.run();
    return turn();
  }

  /** All that is to be done on its event loop. */
  ToldLine turn() {
    while (!tasks.isEmpty()) {
      tasks.remove().run();
    }
    return this;
  }

  /** The next thing that is to be done; how many frames it told. */
  int task() {
    int before = frames.size();
    tasks.remove().run();
    return frames.size() - before;
  }

  boolean isCut() {
    return cut;
  }

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
  }

  @Override
  public boolean isFull() {
    return room <= 0;
  }

  @Override
  public void whenDrained(Runnable then) {
    drained = then;
  }

  @Override
  public void tell(Frame frame) {
    tell(frame, () -> {});
  }

  @Override
  public void tell(Frame frame, Runnable sent) {
    room--;
    frames.add(frame);
    Buffer one = FrameWriter.head(frame).appendBuffer(frame.bytes());
    sent.run();
    written.appendBuffer(one);
    reader.read(one).forEach(other);
  }

  @Override
  public void flush() {}

  @Override
  public void cut() {
    cut = true;
  }
}
