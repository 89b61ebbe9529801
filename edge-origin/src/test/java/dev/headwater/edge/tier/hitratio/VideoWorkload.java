package dev.headwater.edge.tier.hitratio;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * Viewers of HLS, made up but lifelike, and the same for the same seed. Sessions arrive at random,
 * take a title by Zipf's law, read playlists, the initialization section and then segment after
 * segment in step with the clock, change rendition, seek, and mostly leave early; new titles come
 * and displace old ones in favour. Viewers of live channels ask for a new playlist and the newest
 * segment of their rendition within the same few seconds; some watch from behind. Confined to one
 * thread.
 */
final class VideoWorkload {
  /**
   * What is watched.
   *
   * @param zipf how much more the favoured titles are watched than the others
   * @param sessionsPerSecond that begin on titles
   * @param sessionsPerNewTitle how often the favour changes; 0: never
   * @param liveViewers at any time, over all channels
   */
  record Shape(
      String name,
      int titles,
      double zipf,
      double sessionsPerSecond,
      int sessionsPerNewTitle,
      int liveViewers) {

    static List<Shape> all() {
      return List.of(library(), premieres(), live());
    }

    /** A library that many people browse: almost no new titles, no channels. */
    static Shape library() {
      return new Shape("video-library", 200, 0.9, 0.5, 0, 0);
    }

    /** A service with premieres, and some channels beside. */
    static Shape premieres() {
      return new Shape("video-premieres", 150, 1.0, 0.35, 30, 25);
    }

    /** Channels mostly, each with a window to go back in. */
    static Shape live() {
      return new Shape("video-live", 100, 0.9, 0.2, 100, 200);
    }
  }

  private static final int SEGMENT_SECONDS = 6;
  private static final int CHANNELS = 12;
  private static final int PLAYLIST_BYTES = 2 * 1024;
  private static final int INIT_BYTES = 1_200;

  /** Of a segment of six seconds, by rendition: 0.4 to 8 Mbit/s. */
  private static final int[] SEGMENT_BYTES = {300_000, 900_000, 2_200_000, 6_000_000};

  /** How the viewers' lines are spread over the renditions. */
  private static final double[] RENDITION_SHARES = {0.1, 0.2, 0.4, 0.3};

  /** A viewer: of a title from {@code segment} on, or of a channel, behind its live edge. */
  private static final class Session {
    final boolean live;
    final int title;
    final int lastSegment;
    final int behind;
    int rendition;
    int segment;
    double at;

    Session(boolean live, int title, int lastSegment, int behind, int rendition) {
      this.live = live;
      this.title = title;
      this.lastSegment = lastSegment;
      this.behind = behind;
      this.rendition = rendition;
    }
  }

  private final Shape shape;
  private final Random random;
  private final Zipf favour;
  private final Zipf channels = new Zipf(CHANNELS, 1);
  private final List<Integer> titlesByFavour = new ArrayList<>();
  private final PriorityQueue<Session> next =
      new PriorityQueue<>((a, b) -> Double.compare(a.at, b.at));
  private final Trace.Recorder recorder = new Trace.Recorder();
  private int sessions;
  private int titles;

  private VideoWorkload(Shape shape, long seed) {
    this.shape = shape;
    this.random = new Random(seed);
    this.favour = new Zipf(shape.titles, shape.zipf);
    for (titles = 0; titles < shape.titles; titles++) {
      titlesByFavour.add(titles);
    }
    Collections.shuffle(titlesByFavour, random);
  }

  static Trace trace(Shape shape, int requests, long seed) {
    return new VideoWorkload(shape, seed).run(requests);
  }

  private Trace run(int requests) {
    for (int i = 0; i < shape.liveViewers; i++) {
      joinChannel(random.nextDouble() * SEGMENT_SECONDS);
    }
    double arrival = 0;
    while (recorder.requests() < requests) {
      if (next.isEmpty() || arrival <= next.peek().at) {
        openTitle(arrival);
        arrival += random.nextExponential() / shape.sessionsPerSecond;
      } else {
        advance(next.remove());
      }
    }
    return recorder.trace(shape.name);
  }

  private void openTitle(double at) {
    sessions++;
    if (shape.sessionsPerNewTitle > 0 && sessions % shape.sessionsPerNewTitle == 0) {
      premiere();
    }
    int title = titlesByFavour.get(favour.draw(random));
    int segments = segments(title);
    Session session = new Session(false, title, watched(segments), 0, rendition());
    session.segment = random.nextDouble() < 0.1 ? random.nextInt(segments) : 0; // some resume
    session.at = at;
    recorder.request(name(title, 9, 0), PLAYLIST_BYTES);
    beginRendition(session);
    next.add(session);
  }

  /** A new title among the most favoured; the least favoured is taken down. */
  private void premiere() {
    titlesByFavour.removeLast();
    titlesByFavour.add(favour.draw(random), titles++);
  }

  /** Five to forty minutes, the same each time for a title. */
  private static int segments(int title) {
    return 50 + Math.floorMod(title * 0x9E3779B9, 350);
  }

  /** Half of the viewers leave within a tenth of the title, a fifth see its end. */
  private int watched(int segments) {
    double fate = random.nextDouble();
    if (fate < 0.5) {
      return (int) (random.nextDouble() * segments * 0.1);
    }
    return fate < 0.8 ? (int) (random.nextDouble() * segments) : segments;
  }

  private int rendition() {
    double share = random.nextDouble();
    int rendition = 0;
    while (share > RENDITION_SHARES[rendition] && rendition < RENDITION_SHARES.length - 1) {
      share -= RENDITION_SHARES[rendition++];
    }
    return rendition;
  }

  private void joinChannel(double at) {
    int behind = random.nextDouble() < 0.1 ? random.nextInt(600) : 0;
    int stays = 10 + random.nextInt(600);
    int channel = -1 - channels.draw(random);
    Session session = new Session(true, channel, stays, behind, rendition());
    session.at = at;
    next.add(session);
  }

  private void advance(Session session) {
    if (session.live) {
      readLive(session);
    } else {
      readTitle(session);
    }
  }

  private void readTitle(Session session) {
    if (session.segment >= Math.min(session.lastSegment, segments(session.title))) {
      return;
    }
    changeRendition(session);
    segment(session.title, session.rendition, session.segment);
    session.segment += random.nextDouble() < 0.01 ? 1 + random.nextInt(50) : 1; // a seek, mostly on
    session.at += SEGMENT_SECONDS * (0.9 + 0.2 * random.nextDouble());
    next.add(session);
  }

  private void readLive(Session session) {
    if (session.segment++ >= session.lastSegment) {
      joinChannel(session.at + random.nextDouble() * SEGMENT_SECONDS);
      return;
    }
    int newest = 100_000 + (int) (session.at / SEGMENT_SECONDS);
    changeRendition(session);
    recorder.request(name(session.title, session.rendition + 20, newest), PLAYLIST_BYTES);
    segment(session.title, session.rendition, newest - session.behind);
    session.at += SEGMENT_SECONDS;
    next.add(session);
  }

  private void changeRendition(Session session) {
    if (random.nextDouble() < 0.02) {
      int change = random.nextBoolean() ? 1 : -1;
      session.rendition = Math.clamp(session.rendition + change, 0, SEGMENT_BYTES.length - 1);
      beginRendition(session);
    }
  }

  private void beginRendition(Session session) {
    if (!session.live) {
      recorder.request(name(session.title, session.rendition + 10, 0), PLAYLIST_BYTES);
    }
    recorder.request(name(session.title, session.rendition + 30, 0), INIT_BYTES);
  }

  /** Segments of a rendition differ by what is in the picture, between half and one and a half. */
  private void segment(int title, int rendition, int number) {
    long name = name(title, rendition, number);
    double picture = new Random(name).nextDouble();
    recorder.request(name, (int) (SEGMENT_BYTES[rendition] * (0.5 + picture)));
  }

  private static long name(int title, int kind, int number) {
    return ((long) title << 32) | ((long) kind << 24) | number;
  }
}
