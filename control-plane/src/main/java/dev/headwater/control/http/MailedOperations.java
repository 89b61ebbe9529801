package dev.headwater.control.http;

import dev.headwater.control.account.mailed.EmailCheck;
import dev.headwater.control.account.mailed.PasswordReset;
import java.util.Map;

/** The operations that lead to mail, and those that its recipients come back with. */
record MailedOperations(PasswordReset reset, EmailCheck check) {
  /** Accepted, whatever becomes of it. */
  private static final ApiAnswer NOTED = new ApiAnswer(202, null, Map.of());

  Map<String, ApiOperation> byId() {
    return Map.of(
        "forgetPassword", this::forget,
        "resetPassword", this::reset,
        "requestEmailCheck", this::requestCheck,
        "confirmEmail", this::confirm);
  }

  private ApiAnswer forget(ApiCall call) {
    reset.request(call.text("email"), call.address());
    return NOTED;
  }

  private ApiAnswer reset(ApiCall call) {
    reset.reset(call.text("token"), call.text("password"));
    return ApiAnswer.noContent();
  }

  private ApiAnswer requestCheck(ApiCall call) {
    check.request(call.person(), call.address());
    return NOTED;
  }

  private ApiAnswer confirm(ApiCall call) {
    check.confirm(call.text("token"));
    return ApiAnswer.noContent();
  }
}
