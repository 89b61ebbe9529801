package dev.headwater.control.title;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TitleCursorTest {
  @ParameterizedTest
  @CsvSource({
    "NEWEST_FIRST, 2026-03-01T12:00:00.123456Z",
    "OLDEST_FIRST, 2026-03-01T12:00:00Z",
    "BY_NAME, Chuva & sol: 50% \"água\""
  })
  void aCursorReadsBackAsItself(TitleOrder order, String key) {
    TitleCursor cursor = new TitleCursor(order, key, "t1");
    assertThat(cursor.encode()).matches("[A-Za-z0-9_-]+");
    assertThat(TitleCursor.decode(cursor.encode(), order)).contains(cursor);
  }

  @Test
  void aCursorOfAnotherOrderIsNone() {
    String text = new TitleCursor(TitleOrder.BY_NAME, "a", "t1").encode();
    assertThat(TitleCursor.decode(text, TitleOrder.NEWEST_FIRST)).isEmpty();
  }

  @Test
  void aKeyThatIsNoTimeIsNoneOfThoseOrders() {
    String text = new TitleCursor(TitleOrder.NEWEST_FIRST, "yesterday", "t1").encode();
    assertThat(TitleCursor.decode(text, TitleOrder.NEWEST_FIRST)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "x", "e30", "W10", "WzEsMiwzXQ", "bnVsbA", "!!!", "WyJuYW1lIixudWxsLG51bGxd"})
  void whatIsNoCursorIsNone(String text) {
    assertThat(TitleCursor.decode(text, TitleOrder.BY_NAME)).isEmpty();
  }

  @Test
  void noTextMakesDecodingFail() {
    Random random = new Random(7);
    for (int i = 0; i < 10_000; i++) {
      byte[] bytes = new byte[random.nextInt(40)];
      random.nextBytes(bytes);
      String text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
      assertThat(TitleCursor.decode(text, TitleOrder.BY_NAME)).isEmpty();
    }
  }
}
