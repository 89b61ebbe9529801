package dev.headwater.control.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlannedTrackTest {
  @Test
  void theFirstIsCalledAsTheOnlyOneIs() {
    assertThat(planned(List.of(track("", ""), track("", ""), track("", ""))))
        .extracting(PlannedTrack::id)
        .containsExactly("audio", "audio-2", "audio-3");
  }

  @ParameterizedTest(name = "{0}, {1}: {2}")
  @CsvSource({
    "en, '', English",
    "pt-BR, '', Portuguese (Brazil)",
    "en, Commentary, Commentary",
    "'', '', Audio",
    "de, '  ', German",
    "en, 'say \"x\"', say x",
    "en, \"\"\"\", English"
  })
  void itIsCalledAsTheFileHasItOrByItsLanguage(String language, String title, String name) {
    assertThat(planned(List.of(track(language, title))).getFirst().name()).isEqualTo(name);
  }

  @Test
  void noTwoAreCalledTheSame() {
    assertThat(planned(List.of(track("en", ""), track("en", ""), track("en", "English 2"))))
        .extracting(PlannedTrack::name)
        .containsExactly("English", "English 2", "English 2 2");
  }

  @Test
  void aNameHasNoLineBreaksAndAnEnd() {
    String name =
        planned(List.of(track("", "a\r\nb" + "\ud83d\ude00".repeat(60)))).getFirst().name();
    assertThat(name).startsWith("a b").hasSizeLessThanOrEqualTo(60).doesNotContain("\n", "\r");
    assertThat(Character.isHighSurrogate(name.charAt(name.length() - 1))).isFalse();
  }

  private static List<PlannedTrack<AudioTrack>> planned(List<AudioTrack> sources) {
    return PlannedTrack.of("audio", "Audio", sources);
  }

  private static AudioTrack track(String language, String title) {
    return new AudioTrack(
        0, 2, 0, Optional.of(language).filter(tag -> !tag.isEmpty()), Optional.of(title));
  }
}
