package dev.headwater.edge.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.edge.function.event.FunctionResponse;
import dev.headwater.platform.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions in JavaScript: what they have, what they can't reach, and where they are cut off. */
class JavaScriptTest {
  /** Far more than any of these takes on a machine that is busy; what never ends takes more. */
  private static final String LONG = "500ms";

  @TempDir Path folder;

  private FunctionUnderTest function(String body, String... settings) {
    return FunctionUnderTest.javaScript(folder, "function handler(event) {" + body + "}", settings);
  }

  /** What an expression is, as a part of the path. */
  private String valueOf(String expression) {
    try (FunctionUnderTest function =
        function(
            "event.request.uri = '/' + encodeURIComponent(String("
                + expression
                + "));"
                + "return event.request;",
            "time-limit",
            LONG)) {
      return function.uri("/");
    }
  }

  @Test
  void aRequestGoesOnAsTheFunctionLeavesIt() {
    try (FunctionUnderTest function =
        function(
            "var request = event.request; request.uri = request.uri + '/index.m3u8';"
                + "return request;")) {
      assertThat(function.uri("/a")).isEqualTo("/a/index.m3u8");
      assertThat(function.count("passed")).isEqualTo(1);
    }
  }

  @Test
  void whatHasAStatusIsAResponse() {
    try (FunctionUnderTest function =
        function("return {statusCode: 302, headers: {location: {value: '/b'}}, body: 'there'};")) {
      assertThat(function.ask("/a"))
          .isInstanceOfSatisfying(
              FunctionAnswer.Response.class,
              answer -> {
                FunctionResponse response = answer.response();
                assertThat(response.status()).isEqualTo(302);
                assertThat(response.headers().texts("location")).containsExactly("/b");
                assertThat(response.body()).hasToString("there");
              });
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // RFC 1321, A.5; FIPS 180, examples; RFC 4231, test case 2
        "require('crypto').createHash('md5').update('abc').digest('hex') | 900150983cd24fb0d6963f7d28e17f72",
        "require('crypto').createHash('sha1').update('a').update('bc').digest('hex') | a9993e364706816aba3e25717850c26c9cd0d89d",
        "require('crypto').createHash('sha256').update('abc').digest('base64url') | ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0",
        "require('crypto').createHmac('sha256','Jefe').update('what do ya want for nothing?').digest('hex') | 5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
        "require('crypto').createHmac('sha256','').update('').digest('hex') | b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad",
        "require('crypto').createHash('sha1').update('abc').digest().toString('hex') | a9993e364706816aba3e25717850c26c9cd0d89d",
        "Buffer.from('eyJhIjoiw7wifQ','base64url').toString() | %7B%22a%22%3A%22%C3%BC%22%7D",
        "Buffer.from('AQID','base64').length | 3",
        "Buffer.from('fg').toString('hex') | 6667",
        "atob('YWI') + btoa('ab') | abYWI%3D",
        "require('querystring').stringify(require('querystring').parse('a=1&b=x%20y&a=2')) | a%3D1%26a%3D2%26b%3Dx%2520y",
      })
  void hasWhatCloudFrontFunctionsHave(String expression, String value) {
    assertThat(valueOf(expression)).isEqualTo("/" + value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Java",
        "Polyglot",
        "Packages",
        "java",
        "Graal",
        "load",
        "print",
        "quit",
        "readFile",
        "fetch",
        "process",
        "setTimeout",
        "SharedArrayBuffer",
        "Atomics",
        "WebAssembly",
        "Worker",
        "Intl"
      })
  void reachesNothingOutside(String name) {
    assertThat(valueOf("typeof " + name)).isEqualTo("/undefined");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "eval('1')",
        "new Function('return 1')()",
        "(function(){}).constructor('return 1')()",
        "require('fs')",
        "require('crypto').createHash('none')",
        "console.log.constructor('return 1')()",
        "'x'.repeat(1e9)",
        "new Uint8Array(1e9)",
        "new Array(-1)",
        "null.x"
      })
  void whatIsRefusedIsThrownAndNothingIsLost(String expression) {
    try (FunctionUnderTest function =
        function(
            "if (event.request.uri === '/bad') { " + expression + "; } return event.request;",
            "time-limit",
            LONG)) {
      assertThat(function.ask("/bad")).isInstanceOf(FunctionAnswer.Refused.class);
      assertThat(function.count("threw")).as(expression).isEqualTo(1);
      assertThat(function.uri("/good")).isEqualTo("/good");
    }
  }

  /** By a limit of its own, whatever it may take of the others. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "while (true) {} | 50ms | 2000000000 | 1GiB",
        "for (;;) { try { throw 1; } catch (e) {} } | 50ms | 2000000000 | 1GiB",
        "while (true) { try { while (true) {} } finally { continue; } } | 50ms | 2000000000 | 1GiB",
        "while (true) {} | 1s | 1000 | 1GiB",
        "var all = []; while (true) { all.push(new Array(1000).fill('x')); } | 1s | 2000000000 | 16MiB",
        "var text = 'x'; while (true) { text = (text + text).slice(0, 500000); } | 1s | 2000000000 | 16MiB",
        "/^(a*)*\\1$/.test('a'.repeat(60) + 'b') | 50ms | 2000000000 | 1GiB",
        "[1e7].map(function (n) { return new Array(n).join().split(',').sort(); }) | 20ms | 2000000000 | 16MiB",
      })
  void whatDoesNotEndIsCutOffAndReplaced(
      String statement, String time, String statements, String memory) {
    try (FunctionUnderTest function =
        function(
            "if (event.request.uri === '/bad') { " + statement + " } return event.request;",
            "time-limit",
            time,
            "max-statements",
            statements,
            "max-memory",
            memory)) {
      assertThat(function.uri("/good")).isEqualTo("/good");
      assertThat(function.ask("/bad")).isInstanceOf(FunctionAnswer.Refused.class);
      assertThat(function.count("cut")).as(statement).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "return;",
        "return 1;",
        "return 'text';",
        "return [];",
        "return {};",
        "return null;",
        "return function () {};",
        "return {statusCode: 1000};",
        "return {statusCode: '200'};",
        "return {statusCode: 200, headers: {'a b': {value: 'x'}}};",
        "return {statusCode: 200, headers: {a: 'x'}};",
        "return {statusCode: 200, headers: {a: {value: 'x\\r\\nb: y'}}};",
        "return {statusCode: 200, headers: {'content-length': {value: '1'}}};",
        "return {statusCode: 200, headers: {a: {value: 'x'.repeat(20000)}}};",
        "return {statusCode: 200, body: 5};",
        "return {statusCode: 200, body: {encoding: 'base64', data: '*'}};",
        "return {statusCode: 200, body: {encoding: null, data: 'x'}};",
        "return {statusCode: 200, body: {encoding: 5, data: 'x'}};",
        "return {statusCode: 200, headers: null, cookies: {a: null}};",
        "event.request.uri = 'x'; return event.request;",
        "event.request.uri = '/x y'; return event.request;",
        "event.request.uri = '/x?y'; return event.request;",
        "event.request.querystring = {a: {value: 'b&c'}}; return event.request;",
        "event.request.cookies = {a: {value: 'b; c=d'}}; return event.request;",
        "event.request.headers['headwater-hop'] = {value: 'x'}; return event.request;"
      })
  void nonsenseIsNotCarriedOut(String body) {
    try (FunctionUnderTest function = function(body, "time-limit", LONG)) {
      assertThat(function.ask("/")).isInstanceOf(FunctionAnswer.Refused.class);
      assertThat(function.count("nonsense")).isEqualTo(1);
    }
  }

  /** Who says what was thrown asks what was thrown: that is watched, too. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "undefined",
        "Symbol('x')",
        "{toString: function () { while (true) {} }}",
        "{get message() { throw 1; }}",
        "Object.defineProperty(new Error('x'), 'message', {get: function () { throw 1; }})",
        "Object.defineProperty(new Error('x'), 'message', {get: function () { while (true) {} }})",
        "Object.defineProperty(new Error('x'), 'name', {get: function () { while (true) {} }})",
        "Object.defineProperty(new Error('x'), 'stack', {get: function () { while (true) {} }})",
        "new Proxy(new Error('x'), {get: function () { while (true) {} }, has: function () { throw 1; }})",
        "new Proxy({}, {getPrototypeOf: function () { while (true) {} }})",
      })
  void whateverIsThrownEndsTheCallAlone(String thrown) {
    try (FunctionUnderTest function =
        function(
            "if (event.request.uri === '/bad') { throw " + thrown + "; } return event.request;",
            "time-limit",
            "50ms")) {
      assertThat(function.ask("/bad")).isInstanceOf(FunctionAnswer.Refused.class);
      assertThat(function.count("threw") + function.count("cut")).isEqualTo(1);
      assertThat(function.uri("/good")).isEqualTo("/good");
    }
  }

  @Test
  void deepRecursionEndsTheCallAlone() {
    try (FunctionUnderTest function =
        function(
            "return event.request.uri === '/bad' ? handler(event) : event.request;",
            "time-limit",
            "1s",
            "max-statements",
            "2000000000")) {
      assertThat(function.ask("/bad")).isInstanceOf(FunctionAnswer.Refused.class);
      assertThat(function.uri("/good")).isEqualTo("/good");
    }
  }

  @Test
  void aFailureThatIsPassedOverLeavesTheRequestAsItWas() {
    try (FunctionUnderTest function = function("throw new Error('x');", "on-failure", "open")) {
      assertThat(function.ask("/")).isInstanceOf(FunctionAnswer.AsItWas.class);
      assertThat(function.count("threw")).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "count = typeof count === 'undefined' ? 1 : count + 1; seen = count;",
        "seen = globalThis.count || 0; globalThis.count = 1;",
        "seen = Object.prototype.count || 0; Object.prototype.count = 1;",
        "seen = Array.prototype.join.count || 0; Array.prototype.join.count = 1;",
        "seen = console.count || 0; console.count = 1;",
        "seen = require('crypto').count || 0; require('crypto').count = 1;",
        "seen = Object.getPrototypeOf(''[Symbol.iterator]()).count || 0; Object.getPrototypeOf(''[Symbol.iterator]()).count = 1;",
        "seen = Object.getPrototypeOf(''.matchAll(/x/g)).count || 0; Object.getPrototypeOf(''.matchAll(/x/g)).count = 1;",
        "async function* f() {} seen = f.constructor.prototype.count || 0; f.constructor.prototype.count = 1;",
        "var helper = Object.getPrototypeOf([].values().map(String)); seen = helper.count || 0; helper.count = 1;",
        "var wrap = Object.getPrototypeOf(Iterator.from({next: String})); seen = wrap.count || 0; wrap.count = 1;",
        "seen = RegExp.$1 || 0; /(.*)/.exec('of a viewer');",
        "seen = RegExp.input || 0; /(.*)/.exec('of a viewer');",
        "seen = top; top = 1;",
        "seen = handler.count || 0; handler.count = 1;",
      })
  void noCallSeesWhatAnotherOneLeft(String statements) {
    try (FunctionUnderTest function =
        FunctionUnderTest.javaScript(
            folder,
            "var top = 0; function handler(event) { var seen = 0, count; "
                + statements
                + " event.request.uri = '/' + seen; return event.request; }",
            "time-limit",
            LONG)) {
      String first = function.uri("/");
      assertThat(function.uri("/")).isEqualTo(first);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'function handler(event) {\n  var = 1;\n}' | f.js:2",
        "'function other(event) {}' | there is no function handler(event)",
        "'throw new Error(\"at once\");\nfunction handler(event) {}' | it can't be loaded: Error: at once",
        "'while (true) {}\nfunction handler(event) {}' | it can't be loaded: Statement count limit",
        "'import crypto from \"crypto\";\nfunction handler(event) {}' | f.js:1",
        "'#!/usr/bin/env node\nfunction handler(event) {}' | f.js:1",
        "'/^(a*)*\\1$/.test(\"a\".repeat(60) + \"b\");\nfunction handler(event) {}' | that takes more than a second",
        "'}); (function () {\nfunction handler(event) {}' | f.js:1",
      })
  void whatIsWrongWithASourceIsSaidAtStart(String source, String message) {
    assertThatThrownBy(() -> FunctionUnderTest.javaScript(folder, source))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("functions: f: " + folder)
        .hasMessageContaining(message);
  }

  @Test
  void aFileThatIsMissingIsSaidAtStart() throws IOException {
    assertThatThrownBy(() -> FunctionUnderTest.of(folder.resolve("none.js")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("none.js: there is no such file");
    assertThatThrownBy(() -> FunctionUnderTest.of(folder.resolve("f.py")))
        .hasMessageContaining("f.py: of another kind (expected: .js or .wasm)");
  }
}
