package dev.headwater.edge.http.forward;

import dev.headwater.edge.http.message.FieldList;

/** Whether a request goes on towards the origin. */
public sealed interface ForwardingDecision {
  /** It does, with these fields. */
  record Forward(FieldList fields) implements ForwardingDecision {}

  /** It ends here: OPTIONS that may take no more hops (RFC 9110, section 7.6.2). */
  record AnswerHere() implements ForwardingDecision {}

  /** 405: TRACE would show what hops add; CONNECT is for proxies that the client chose. */
  record MethodRefused() implements ForwardingDecision {}

  /** 417: it expects what isn't known (section 10.1.1). */
  record ExpectationFailed() implements ForwardingDecision {}

  /** 508: it has been here before (RFC 8586). */
  record LoopDetected() implements ForwardingDecision {}
}
