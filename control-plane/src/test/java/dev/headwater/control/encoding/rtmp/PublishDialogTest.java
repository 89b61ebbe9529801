package dev.headwater.control.encoding.rtmp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Section 7.2 of the specification. */
class PublishDialogTest {
  private final PublishDialog dialog = new PublishDialog();

  @Test
  void aPublisherIsAskedAboutBeforeItMayBegin() throws RtmpException {
    List<Step> connected = connect("live");
    assertThat(connected).hasSize(3);
    assertThat(reply(connected.getLast())).startsWith(text("_result"), number(1));
    assertThat(reply(call("releaseStream", 2, text("k")).getFirst()))
        .startsWith(text("_result"), number(2));
    assertThat(reply(call("FCPublish", 3, text("k")).getFirst()))
        .startsWith(text("_result"), number(3));
    assertThat(reply(call("createStream", 4).getFirst()))
        .containsExactly(text("_result"), number(4), AmfValue.NOTHING, number(1));
    assertThat(call("publish", 5, text("my-key?a=b"), text("live")))
        .containsExactly(new Step.Publish("my-key", false));
    List<Step> accepted = dialog.accepted();
    assertThat(code(accepted.getLast())).isEqualTo("NetStream.Publish.Start");
  }

  @ParameterizedTest
  @CsvSource({
    "my-key?backup=1, my-key, true",
    "my-key?a=b&backup=1, my-key, true",
    "my-key?backup=0, my-key, false",
    "my-key?backup=10, my-key, false",
    "backup=1, backup=1, false"
  })
  void aBackupSaysSoAfterItsKey(String name, String key, boolean backup) throws RtmpException {
    connect("live");
    assertThat(call("publish", 5, text(name), text("live")))
        .containsExactly(new Step.Publish(key, backup));
  }

  @Test
  void whoMayNotPublishIsToldAndEnded() throws RtmpException {
    connect("live");
    call("publish", 5, text("k"), text("live"));
    List<Step> refused = dialog.refused("NetStream.Publish.BadName", "no such key");
    assertThat(code(refused.getFirst())).isEqualTo("NetStream.Publish.BadName");
    assertThat(refused.getLast()).isEqualTo(new Step.End("no such key"));
  }

  @Test
  void theApplicationHasToBeLive() throws RtmpException {
    assertThat(connect("vod").getLast()).isInstanceOf(Step.End.class);
    assertThat(new PublishDialog().take(command("connect", 1, app("live/?x=y")))).hasSize(3);
    assertThat(new PublishDialog().take(command("connect", 1)).getLast())
        .isInstanceOf(Step.End.class);
  }

  @Test
  void nothingIsPlayed() throws RtmpException {
    connect("live");
    List<Step> steps = call("play", 5, text("k"));
    assertThat(code(steps.getFirst())).isEqualTo("NetStream.Play.Failed");
    assertThat(steps.getLast()).isInstanceOf(Step.End.class);
  }

  @Test
  void oneStreamForEachConnection() throws RtmpException {
    assertThat(call("publish", 5, text("k")).getLast()).isInstanceOf(Step.End.class);
    publish();
    assertThat(code(call("publish", 6, text("k")).getFirst()))
        .isEqualTo("NetStream.Publish.BadConnection");
  }

  @Test
  void mediaIsTakenWhilePublishing() throws RtmpException {
    RtmpMessage video = RtmpMessage.of(MessageType.VIDEO, 1, new byte[] {1});
    assertThat(dialog.take(video)).isEmpty();
    publish();
    assertThat(dialog.take(video)).containsExactly(new Step.Media(video));
    assertThat(dialog.take(RtmpMessage.of(MessageType.AUDIO, 1, new byte[0]))).isEmpty();
  }

  @Test
  void ofDataOnlyMetadataIsTakenWithoutTheWordBeforeIt() throws RtmpException {
    publish();
    AmfValue.Fields fields = new AmfValue.Fields(Map.of("width", number(640)));
    byte[] data = Amf0Writer.write(text("@setDataFrame"), text("onMetaData"), fields);
    byte[] expected = Amf0Writer.write(text("onMetaData"), fields);
    assertThat(dialog.take(RtmpMessage.of(MessageType.DATA, 1, data)))
        .singleElement()
        .satisfies(step -> assertThat(((Step.Media) step).message().payload()).isEqualTo(expected));
    assertThat(dialog.take(RtmpMessage.of(MessageType.DATA_AMF3, 1, prefixed(data)))).hasSize(1);
    byte[] other = Amf0Writer.write(text("onTextData"), fields);
    assertThat(dialog.take(RtmpMessage.of(MessageType.DATA, 1, other))).isEmpty();
  }

  @Test
  void itEndsWhenThePublisherSaysSo() throws RtmpException {
    publish();
    List<Step> steps = call("deleteStream", 7, number(1));
    assertThat(code(steps.getFirst())).isEqualTo("NetStream.Unpublish.Success");
    assertThat(steps.getLast()).isInstanceOf(Step.End.class);
  }

  @Test
  void aPingIsAnswered() throws RtmpException {
    byte[] ping = ByteBuffer.allocate(6).putShort((short) 6).putInt(77).array();
    byte[] pong = ByteBuffer.allocate(6).putShort((short) 7).putInt(77).array();
    assertThat(dialog.take(RtmpMessage.of(MessageType.USER_CONTROL, 0, ping)))
        .singleElement()
        .satisfies(step -> assertThat(((Step.Reply) step).message().payload()).isEqualTo(pong));
  }

  @Test
  void commandsInAnEnvelopeOfAmf3AreRead() throws RtmpException {
    byte[] bytes = prefixed(Amf0Writer.write(text("connect"), number(1), app("live")));
    assertThat(dialog.take(RtmpMessage.of(MessageType.COMMAND_AMF3, 0, bytes))).hasSize(3);
  }

  @Test
  void whatHasComeIsAcknowledgedEachHalfWindow() {
    Acknowledgements acknowledgements = new Acknowledgements();
    assertThat(acknowledgements.received(1_000_000)).isEmpty();
    assertThat(acknowledgements.received(500_000)).isPresent();
    acknowledgements.take(
        RtmpMessage.of(
            MessageType.WINDOW_ACKNOWLEDGEMENT_SIZE,
            0,
            ByteBuffer.allocate(4).putInt(200_000).array()));
    assertThat(acknowledgements.received(100_000))
        .get()
        .satisfies(message ->
            assertThat(ByteBuffer.wrap(message.payload()).getInt()).isEqualTo(1_600_000));
  }

  private void publish() throws RtmpException {
    connect("live");
    call("publish", 5, text("k"), text("live"));
    dialog.accepted();
  }

  private List<Step> connect(String app) throws RtmpException {
    return dialog.take(command("connect", 1, app(app)));
  }

  private List<Step> call(String name, double transaction, AmfValue... arguments)
      throws RtmpException {
    AmfValue[] all = new AmfValue[arguments.length + 1];
    all[0] = AmfValue.NOTHING;
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return dialog.take(command(name, transaction, all));
  }

  private static RtmpMessage command(String name, double transaction, AmfValue... arguments) {
    AmfValue[] all = new AmfValue[arguments.length + 2];
    all[0] = text(name);
    all[1] = number(transaction);
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    return RtmpMessage.of(MessageType.COMMAND, 0, Amf0Writer.write(all));
  }

  private static byte[] prefixed(byte[] bytes) {
    return ByteBuffer.allocate(1 + bytes.length).put((byte) 0).put(bytes).array();
  }

  private static List<AmfValue> reply(Step step) throws RtmpException {
    return Amf0Reader.readAll(ByteBuffer.wrap(((Step.Reply) step).message().payload()));
  }

  private static String code(Step step) throws RtmpException {
    AmfValue.Fields status = (AmfValue.Fields) reply(step).getLast();
    return status.values().get("code") instanceof AmfValue.Text text ? text.value() : "";
  }

  private static AmfValue app(String name) {
    return new AmfValue.Fields(Map.of("app", text(name)));
  }

  private static AmfValue text(String text) {
    return new AmfValue.Text(text);
  }

  private static AmfValue number(double number) {
    return new AmfValue.Numeric(number);
  }
}
