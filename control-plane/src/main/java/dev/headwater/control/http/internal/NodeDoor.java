package dev.headwater.control.http.internal;

import dev.headwater.control.refusal.Reason;
import dev.headwater.platform.identity.Identity;
import dev.headwater.platform.identity.IdentityCheck;
import dev.headwater.platform.identity.Recognition.Known;
import dev.headwater.platform.identity.Recognition.Refused;
import dev.headwater.platform.identity.Right;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.function.BiConsumer;

/** Lets nodes and workers in, each as far as its role may go. Thread-safe. */
record NodeDoor(IdentityCheck check) {
  /** Answers 401 to who is nobody, before anything that it sends is read. */
  void admit(RoutingContext context) {
    switch (check.recognise(context.request())) {
      case Known _ -> context.next();
      case Refused(String reason) -> refuse(context, reason);
    }
  }

  /** Answers 403 to who may not do this; hands the others over by name. */
  Handler<RoutingContext> letting(Right right, BiConsumer<RoutingContext, Identity> handler) {
    return context -> {
      switch (check.recognise(context.request())) {
        case Known(Identity caller) when caller.may(right) -> handler.accept(context, caller);
        case Known(Identity caller) ->
            InternalAnswer.refuse(
                context, Reason.FORBIDDEN, caller + " may not do this: " + right.what());
        case Refused(String reason) -> refuse(context, reason);
      }
    };
  }

  private static void refuse(RoutingContext context, String reason) {
    context.response().putHeader("WWW-Authenticate", "Bearer realm=\"headwater nodes\"");
    InternalAnswer.refuse(context, Reason.UNAUTHENTICATED, reason);
  }
}
