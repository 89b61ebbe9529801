package dev.headwater.edge.live;

import dev.headwater.edge.live.timeline.MediaBytes;
import dev.headwater.edge.live.timeline.Rendition;
import dev.headwater.edge.live.timeline.RenditionView;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is to be had of a channel: the latest of each rendition, and playlists of it as they are
 * sent. Thread-safe.
 */
public final class Presentation {
  private final Map<String, RenditionView> views = new ConcurrentHashMap<>();
  private final Map<String, MediaBytes> headers = new ConcurrentHashMap<>();
  private final Playlists playlists = new Playlists();
  private final OfferedNames keyNames = new OfferedNames();
  private volatile List<Rendition> renditions = List.of();
  private volatile Instant lastMedia;
  private volatile boolean over;

  /**
   * @param lastMedia when media came last
   */
  Presentation(Instant lastMedia) {
    this.lastMedia = lastMedia;
  }

  void published(RenditionView view) {
    views.put(view.rendition(), view);
  }

  void begun(String rendition, String epoch, MediaBytes header) {
    headers.put(rendition + " " + epoch, header);
  }

  void forgotten(String rendition, String epoch) {
    headers.remove(rendition + " " + epoch);
  }

  void gone(String rendition) {
    views.remove(rendition);
    headers.keySet().removeIf(key -> key.startsWith(rendition + " "));
    playlists.forget(rendition);
    keyNames.forget(rendition);
  }

  /** Those that media came of. */
  void offers(Collection<Rendition> known) {
    renditions = List.copyOf(known);
  }

  void heard(Instant now) {
    lastMedia = now;
    over = false;
  }

  /** The programme is over. */
  void ended() {
    over = true;
  }

  /** Nothing is to be had any more. */
  void clear() {
    views.clear();
    headers.clear();
  }

  /** As they are sent. */
  Playlists playlists() {
    return playlists;
  }

  /** Of the keys that they name. */
  OfferedNames keyNames() {
    return keyNames;
  }

  /** Empty where nothing was published of such a rendition. */
  public Optional<RenditionView> view(String rendition) {
    return Optional.ofNullable(views.get(rendition));
  }

  /** A media sequence number that nothing of it has; 0 where there is nothing. */
  long nextNumber() {
    return views().stream()
        .mapToLong(view -> view.nextNumber() + view.open().map(_ -> 1).orElse(0))
        .max()
        .orElse(0);
  }

  /** Outside the heap. */
  long bytesInMemory() {
    return views().stream().mapToLong(RenditionView::bytesInMemory).sum();
  }

  /** Of all renditions. */
  public Collection<RenditionView> views() {
    return views.values();
  }

  /** Those that media came of. */
  public List<Rendition> renditions() {
    return renditions;
  }

  /** What parses segments of an epoch of a rendition; its bytes may be gone. */
  public Optional<MediaBytes> header(String rendition, String epoch) {
    return Optional.ofNullable(headers.get(rendition + " " + epoch));
  }

  /** When media came last. */
  Instant lastMedia() {
    return lastMedia;
  }

  /** Whether its encoder has said that the programme is over. */
  boolean isOver() {
    return over;
  }
}
