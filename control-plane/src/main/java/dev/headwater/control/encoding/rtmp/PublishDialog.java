package dev.headwater.control.encoding.rtmp;

import dev.headwater.control.encoding.rtmp.Step.End;
import dev.headwater.control.encoding.rtmp.Step.Media;
import dev.headwater.control.encoding.rtmp.Step.Publish;
import dev.headwater.control.encoding.rtmp.Step.Reply;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * What a server says to a publisher, from {@code connect} to {@code deleteStream} (section 7.2).
 * Confined to one thread.
 *
 * <pre>
 * connecting ── connect ──► connected ── publish ──► asking ── accepted ──► publishing
 *     │                         │                      │                        │
 *     └── another app, play ────┴───── refused ────────┴──── FCUnpublish, deleteStream ──► (end)
 * </pre>
 */
public final class PublishDialog {
  private static final String APP = "live";
  private static final int STREAM_ID = 1;
  private static final String METADATA = "onMetaData";
  private static final String BACKUP = "backup=1";

  private enum State {
    CONNECTING,
    CONNECTED,
    ASKING,
    PUBLISHING
  }

  private State state = State.CONNECTING;

  /** Fails where a message can't be read. */
  public List<Step> take(RtmpMessage message) throws RtmpException {
    return switch (message.type()) {
      case MessageType.COMMAND, MessageType.COMMAND_AMF3 -> command(Command.read(message));
      case MessageType.AUDIO, MessageType.VIDEO -> media(message);
      case MessageType.DATA, MessageType.DATA_AMF3 -> data(message);
      case MessageType.USER_CONTROL -> userControl(message);
      default -> List.of();
    };
  }

  /** What to send to a publisher who may begin. */
  public List<Step> accepted() {
    state = State.PUBLISHING;
    return List.of(
        new Reply(Replies.streamBegin(STREAM_ID)),
        status("status", "NetStream.Publish.Start", "Publishing."));
  }

  /**
   * What to send to one who may not.
   *
   * @param code as in {@code NetStream.Publish.BadName}
   */
  public List<Step> refused(String code, String description) {
    return List.of(status("error", code, description), new End(description));
  }

  private List<Step> command(Command command) {
    return switch (command.name()) {
      case "connect" -> connect(command);
      case "createStream" -> result(command, new AmfValue.Numeric(STREAM_ID));
      case "releaseStream", "FCPublish" -> result(command, AmfValue.NOTHING);
      case "publish" -> publish(command);
      case "play", "play2" -> refused("NetStream.Play.Failed", "nothing is played here");
      case "FCUnpublish", "deleteStream", "closeStream" -> end();
      default -> List.of();
    };
  }

  private List<Step> connect(Command command) {
    String app = plain(command.field("app").orElse(""));
    if (state != State.CONNECTING || !app.equals(APP)) {
      String description = "the application has to be " + APP;
      return List.of(
          new Reply(Replies.notConnected(command.transactionId(), description)),
          new End(description));
    }
    state = State.CONNECTED;
    return List.of(
        new Reply(Replies.window()),
        new Reply(Replies.peerBandwidth()),
        new Reply(Replies.connected(command.transactionId())));
  }

  private List<Step> result(Command command, AmfValue value) {
    return state == State.CONNECTING
        ? List.of()
        : List.of(new Reply(Replies.result(command.transactionId(), value)));
  }

  private List<Step> publish(Command command) {
    if (state != State.CONNECTED) {
      return refused("NetStream.Publish.BadConnection", "one stream for each connection");
    }
    state = State.ASKING;
    String name = command.text(1).orElse("");
    return List.of(new Publish(plain(name), isBackup(name)));
  }

  /** By the query of the stream's name, as in {@code KEY?backup=1}. */
  private static boolean isBackup(String name) {
    String query = name.substring(name.indexOf('?') + 1);
    return query.length() < name.length() && List.of(query.split("&")).contains(BACKUP);
  }

  /** Without a query, which some encoders append, and the slash of an application. */
  private static String plain(String name) {
    int query = name.indexOf('?');
    String path = query < 0 ? name : name.substring(0, query);
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  private List<Step> end() {
    return state == State.PUBLISHING
        ? List.of(
            status("status", "NetStream.Unpublish.Success", "Ended."),
            new End("the encoder ended the stream"))
        : List.of();
  }

  private List<Step> media(RtmpMessage message) {
    return state == State.PUBLISHING && message.payload().length > 0
        ? List.of(new Media(message))
        : List.of();
  }

  /** Metadata alone, without the word before it that has the server keep it. */
  private List<Step> data(RtmpMessage message) throws RtmpException {
    if (state != State.PUBLISHING) {
      return List.of();
    }
    ByteBuffer bytes = ByteBuffer.wrap(message.payload());
    if (message.type() == MessageType.DATA_AMF3 && bytes.hasRemaining()) {
      bytes.get();
    }
    return metadata(Amf0Reader.readAll(bytes))
        .<Step>map(fields ->
            new Media(
                new RtmpMessage(
                    MessageType.DATA,
                    message.streamId(),
                    message.timestampMillis(),
                    Amf0Writer.write(new AmfValue.Text(METADATA), fields))))
        .stream()
        .toList();
  }

  private static Optional<AmfValue.Fields> metadata(List<AmfValue> values) {
    boolean named = values.contains(new AmfValue.Text(METADATA));
    return values.stream()
        .filter(_ -> named)
        .filter(AmfValue.Fields.class::isInstance)
        .map(AmfValue.Fields.class::cast)
        .findFirst();
  }

  private List<Step> userControl(RtmpMessage message) throws RtmpException {
    ByteBuffer bytes = ByteBuffer.wrap(message.payload());
    if (bytes.remaining() < 2) {
      throw RtmpException.of("user control", bytes.remaining() + " bytes", "at least 2");
    }
    boolean ping = bytes.getShort() == Replies.PING_REQUEST && bytes.remaining() >= 4;
    return ping ? List.of(new Reply(Replies.pong(bytes.getInt()))) : List.of();
  }

  private static Step status(String level, String code, String description) {
    return new Reply(Replies.onStatus(STREAM_ID, level, code, description));
  }
}
