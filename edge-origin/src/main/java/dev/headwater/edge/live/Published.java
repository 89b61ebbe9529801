package dev.headwater.edge.live;

import dev.headwater.edge.live.journal.JournalWriter;
import dev.headwater.edge.live.subtitles.SubtitleName;
import dev.headwater.edge.live.timeline.Epoch;
import dev.headwater.edge.live.timeline.MediaBytes;
import dev.headwater.edge.live.timeline.Rendition;
import dev.headwater.edge.live.timeline.RenditionView;
import dev.headwater.edge.live.timeline.Segment;
import dev.headwater.edge.live.timeline.TimelineListener;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Hands on what a channel that media comes to has published. Confined to its channel. */
final class Published implements TimelineListener {
  private final String channel;
  private final Presentation live;
  private final Followers followers;
  private final Archive archive;
  private final Optional<JournalWriter> journal;
  private final BiConsumer<RenditionName, RenditionView> waiting;

  /**
   * @param waiting those who wait for what is published
   */
  Published(
      String channel,
      Presentation live,
      Followers followers,
      Archive archive,
      Optional<JournalWriter> journal,
      BiConsumer<RenditionName, RenditionView> waiting) {
    this.channel = channel;
    this.live = live;
    this.followers = followers;
    this.archive = archive;
    this.journal = journal;
    this.waiting = waiting;
  }

  @Override
  public void published(RenditionView view) {
    live.published(view);
    waiting.accept(name(view.rendition()), view);
    followers.published();
  }

  @Override
  public void finished(String rendition, Segment segment) {
    archive.keep(name(rendition), segment);
    journal.ifPresent(writer -> writer.finished(rendition, segment));
  }

  @Override
  public void unwritten(String rendition, Segment segment) {
    followers.unwritten(rendition, segment.number());
    journal.ifPresent(writer -> writer.unwritten(rendition, segment));
  }

  @Override
  public void begun(Rendition rendition, Epoch epoch, MediaBytes header) {
    live.begun(rendition.id(), epoch.id(), header);
    followers.begun(rendition);
    archive.keep(name(rendition.id()), epoch.id(), header);
    journal.ifPresent(writer -> writer.begun(rendition, epoch));
  }

  @Override
  public void begun(Rendition rendition, Epoch epoch, long discontinuitySequence) {
    followers.begun(rendition);
    journal.ifPresent(writer -> writer.begun(rendition, epoch, discontinuitySequence));
  }

  @Override
  public void renamed(String rendition, String epoch, MediaBytes header) {
    live.begun(rendition, epoch, header);
    archive.keep(name(rendition), epoch, header);
  }

  @Override
  public void left(String rendition, Segment segment) {
    archive.drop(name(rendition), segment);
    journal.ifPresent(writer -> writer.left(rendition, segment));
  }

  @Override
  public void forgotten(String rendition, String epoch) {
    live.forgotten(rendition, epoch);
    if (!SubtitleName.isOne(rendition)) {
      archive.drop(name(rendition), epoch);
    }
  }

  @Override
  public void ended() {
    journal.ifPresent(JournalWriter::ended);
  }

  @Override
  public void gone(String rendition) {
    live.gone(rendition);
    followers.gone(rendition);
    journal.ifPresent(writer -> writer.gone(rendition));
  }

  private RenditionName name(String rendition) {
    return new RenditionName(channel, rendition);
  }
}
