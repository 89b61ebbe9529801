package dev.headwater.control.encoding.rtmp;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * A call of the peer's (section 7.2). Immutable.
 *
 * @param transactionId what an answer has to bear
 * @param arguments the command object first
 */
record Command(String name, double transactionId, List<AmfValue> arguments) {
  /** Name, transaction and arguments of a message of a command. */
  static Command read(RtmpMessage message) throws RtmpException {
    ByteBuffer bytes = ByteBuffer.wrap(message.payload());
    if (message.type() == MessageType.COMMAND_AMF3 && bytes.hasRemaining()) {
      bytes.get(); // AMF0 follows for all that encoders call
    }
    List<AmfValue> values = Amf0Reader.readAll(bytes);
    if (values.size() < 2
        || !(values.get(0) instanceof AmfValue.Text name)
        || !(values.get(1) instanceof AmfValue.Numeric transaction)) {
      throw RtmpException.of("command", "unnamed", "a name and a transaction");
    }
    return new Command(
        name.value(), transaction.value(), List.copyOf(values.subList(2, values.size())));
  }

  /** An argument that is text. */
  Optional<String> text(int index) {
    return index < arguments.size() && arguments.get(index) instanceof AmfValue.Text text
        ? Optional.of(text.value())
        : Optional.empty();
  }

  /** A field of the command object that is text. */
  Optional<String> field(String name) {
    return !arguments.isEmpty()
            && arguments.getFirst() instanceof AmfValue.Fields fields
            && fields.values().get(name) instanceof AmfValue.Text text
        ? Optional.of(text.value())
        : Optional.empty();
  }
}
