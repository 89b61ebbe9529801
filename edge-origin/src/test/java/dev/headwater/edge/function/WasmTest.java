package dev.headwater.edge.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.edge.function.event.FunctionResponse;
import dev.headwater.platform.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions in WebAssembly: what modules have to have, and where they are cut off. */
class WasmTest {
  /** Far more than any of these takes on a machine that is busy; what never ends takes more. */
  private static final String LONG = "500ms";

  @TempDir Path folder;

  @BeforeAll
  static void needsTheAssembler() {
    WatModule.require();
  }

  private FunctionUnderTest function(String handle, String... settings) {
    return module(WatModule.with(handle), settings);
  }

  private FunctionUnderTest module(String text, String... settings) {
    return FunctionUnderTest.of(WatModule.assemble(folder, text), settings);
  }

  @Test
  void whatItIsGivenGoesBackAsItWas() {
    try (FunctionUnderTest echo =
        function(
            "(i64.or (i64.shl (i64.extend_i32_u (local.get $pointer)) (i64.const 32))"
                + " (i64.extend_i32_u (local.get $length)))",
            "event",
            "viewer-response")) {
      // An event is neither a request nor a response, but it was all handed over and back.
      assertThat(echo.answer(200)).isInstanceOf(FunctionAnswer.Refused.class);
      assertThat(echo.count("nonsense")).isEqualTo(1);
    }
  }

  @Test
  void nothingMeansThatAllStaysAsItWas() {
    try (FunctionUnderTest function = function("(i64.const 0)", "time-limit", LONG)) {
      assertThat(function.ask("/")).isInstanceOf(FunctionAnswer.AsItWas.class);
    }
  }

  @Test
  void theExampleOfTheDocumentationRedirects() throws IOException {
    String text = WatModule.example("docs/functions.md");
    try (FunctionUnderTest function = module(text, "time-limit", LONG)) {
      assertThat(function.ask("/old/1"))
          .isInstanceOfSatisfying(
              FunctionAnswer.Response.class,
              answer -> {
                FunctionResponse response = answer.response();
                assertThat(response.status()).isEqualTo(302);
                assertThat(response.headers().texts("location")).isNotEmpty();
              });
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "loop without end | (loop $again (br $again)) (i64.const 0) | cut",
        "recursion without end | (call $handle (local.get $pointer) (local.get $length)) | threw",
        "calls without end | (loop $again (drop (call $allocate (i32.const 1))) (br $again)) (i64.const 0) | cut",
        "memory without end | (loop $again (drop (memory.grow (i32.const 1))) (br $again)) (i64.const 0) | cut",
        "memory that isn't given | (if (i32.eq (memory.grow (i32.const 1000)) (i32.const -1)) (then (unreachable))) (i64.const 0) | threw",
        "trap | (unreachable) | threw",
        "outside of memory | (i64.load (i32.const 0x7fffffff)) | threw",
        "division by zero | (i64.div_u (i64.const 1) (i64.const 0)) | threw",
        "result outside of memory | (i64.const 0x7fffffff00000010) | threw",
        "filling outside of memory | (memory.fill (i32.const 0) (i32.const 0) (i32.const 0x7fffffff)) (i64.const 0) | threw",
        "result too long | (i64.const 0x000000007fffffff) | nonsense",
        "result of negative length | (i64.const 0x00000000ffffffff) | nonsense",
        "result that is no JSON | (i64.const 0x0000000000000010) | nonsense",
      })
  void whatFailsIsCutOffAndTheNextCallBeginsAnew(String what, String handle, String outcome) {
    try (FunctionUnderTest function =
        function(
            "(if (i32.eqz (i32.eq (i32.load8_u (i32.const 0)) (i32.const 0))) (then (unreachable)))"
                + handle,
            "time-limit",
            "50ms",
            "max-memory",
            "4MiB")) {
      assertThat(function.ask("/")).as(what).isInstanceOf(FunctionAnswer.Refused.class);
      assertThat(function.count(outcome)).as(what).isEqualTo(1);
      assertThat(Thread.currentThread().isInterrupted()).as("for the event loop").isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "an exception that nobody takes | (tag $own (param i32)) | (throw $own (i32.const 7)) | threw",
        "a start that traps | (func $begin (unreachable)) (start $begin) | (i64.const 0) | threw",
        "a start without end | (func $begin (loop $again (br $again))) (start $begin) | (i64.const 0) | cut",
        "a table that grows without end | (table $t 0 funcref) | (loop $again (br_if $again (i32.ne (table.grow $t (ref.null func) (i32.const 100)) (i32.const -1)))) (unreachable) | threw",
        "a call of nothing | (table 3 funcref) (type $none (func)) | (call_indirect (type $none) (i32.const 1)) (i64.const 0) | threw",
        "a call outside of a table | (table 3 funcref) (type $none (func)) | (call_indirect (type $none) (i32.const -1)) (i64.const 0) | threw",
        "waiting for nobody | | (i64.extend_i32_u (memory.atomic.wait32 (i32.const 0) (i32.const 0) (i64.const -1))) | threw",
        "tail calls without end | (func $tail (param i32) (result i64) (return_call $tail (local.get 0))) | (call $tail (i32.const 1)) | threw",
        "text of nowhere for the log | | (call $log (i32.const -1) (i32.const 100)) (i64.const 0) | threw",
      })
  void whatFailsInAnyPartIsCutOffAndTheNextCallBeginsAnew(
      String what, String definitions, String handle, String outcome) {
    String text = WatModule.with(definitions == null ? "" : definitions, handle);
    try (FunctionUnderTest function = module(text, "time-limit", "50ms")) {
      assertThat(function.ask("/")).as(what).isInstanceOf(FunctionAnswer.Refused.class);
      assertThat(function.count(outcome)).as(what).isEqualTo(1);
      assertThat(Thread.currentThread().isInterrupted()).as("for the event loop").isFalse();
    }
  }

  @Test
  void whatACallDropsTheNextOneHasAgain() {
    String text =
        WatModule.with(
            "(data $once \"{\\22statusCode\\22:404}\")",
            "(memory.init $once (i32.const 0) (i32.const 0) (i32.const 18)) (data.drop $once) (i64.const 18)");
    try (FunctionUnderTest function = module(text, "time-limit", LONG)) {
      assertThat(function.ask("/")).isInstanceOf(FunctionAnswer.Response.class);
      assertThat(function.ask("/")).isInstanceOf(FunctionAnswer.Response.class);
    }
  }

  /** Octets of a module that were changed, which is what a broken or a hostile one looks like. */
  @Test
  void aModuleThatWasChangedIsRefusedOrRuns() throws IOException {
    byte[] good =
        Files.readAllBytes(
            WatModule.assemble(folder, WatModule.with("(table 3 funcref)", "(i64.const 0)")));
    Random random = new Random(7);
    int refused = 0;
    for (int i = 0; i < 200; i++) {
      byte[] changed = good.clone();
      for (int j = random.nextInt(3); j >= 0; j--) {
        changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
      }
      Path file = Files.write(folder.resolve("changed.wasm"), changed);
      try (FunctionUnderTest function = FunctionUnderTest.of(file, "on-failure", "open")) {
        assertThat(function.ask("/")).isNotNull();
      } catch (SettingsException e) {
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }

  @Test
  void noCallSeesWhatAnotherOneLeft() {
    try (FunctionUnderTest function =
        function(
            "(if (i32.load (i32.const 4096)) (then (unreachable)))"
                + "(if (global.get $calls) (then (unreachable)))"
                + "(i32.store (i32.const 4096) (i32.const 1))"
                + "(global.set $calls (i32.const 1)) (i64.const 0)",
            "time-limit",
            LONG)) {
      assertThat(function.ask("/")).isInstanceOf(FunctionAnswer.AsItWas.class);
      assertThat(function.ask("/")).isInstanceOf(FunctionAnswer.AsItWas.class);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "(module) | no export memory",
        "(module (memory (export \"memory\") 1)) | no export allocate",
        "(module (memory (export \"memory\") 1) (func (export \"allocate\") (param i64) (result i32) (i32.const 0))) | no export allocate",
        "(module (memory (export \"memory\") 1) (func (export \"allocate\") (param i32) (result i32) (i32.const 0))) | no export handle",
        "(module (import \"env\" \"exit\" (func)) (memory (export \"memory\") 1)) | it imports env.exit (expected: nothing",
        "(module (import \"headwater\" \"log\" (func (param i32))) (memory (export \"memory\") 1)) | it imports headwater.log (expected: nothing",
        "(module (import \"env\" \"memory\" (memory 1))) | it imports env.memory",
        "(module (memory (export \"memory\") 1) (func (export \"allocate\") (param i32) (result i32) (i32.const 0)) (func (export \"handle\") (param i32 i32) (result i64) (i64.const 0)) (table 20000 funcref)) | one of more than 10000 references",
        "(module (memory (export \"memory\") 1000) (func (export \"allocate\") (param i32) (result i32) (i32.const 0)) (func (export \"handle\") (param i32 i32) (result i64) (i64.const 0))) | it begins with 1000 pages of memory (expected: <= 256",
      })
  void aModuleThatCantBeCalledIsRefusedAtStart(String text, String message) {
    assertThatThrownBy(() -> module(text))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "not a module", "\0asm\1\0\0\0\1"})
  void whatIsNoModuleIsRefusedAtStart(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("f.wasm"), text);
    assertThatThrownBy(() -> FunctionUnderTest.of(file))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("f.wasm: no module that can be run");
  }
}
