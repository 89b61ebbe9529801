package dev.headwater.control.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.control.job.JobSettings;
import dev.headwater.control.job.Lease;
import dev.headwater.control.job.Task;
import dev.headwater.control.packaging.PackagingException.Kind;
import dev.headwater.platform.store.StoreException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgramFailureTest {
  private static final JobSettings JOBS =
      new JobSettings(
          Duration.ofSeconds(30),
          3,
          Duration.ofSeconds(5),
          Duration.ofHours(12),
          Duration.ofSeconds(1));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "137 | ''                                            | TRY_AGAIN  | ffmpeg was killed (signal 9)",
        "139 | ''                                            | TRY_AGAIN  | ffmpeg was killed (signal 11)",
        "255 | Exiting normally, received signal 15.         | TRY_AGAIN  | ffmpeg was told to stop",
        "228 | av_interleaved_write_frame(): No space left on device | TRY_AGAIN | ffmpeg: no space left on device",
        "251 | file:/store/s: Input/output error             | TRY_AGAIN  | ffmpeg: input/output error",
        "251 | file:/store/s: Stale file handle              | TRY_AGAIN  | ffmpeg: stale file handle",
        "254 | file:/w/90p/1.m4s: No such file or directory  | TRY_AGAIN  | ffmpeg: no such file or directory",
        "243 | file:/store/s: Permission denied              | TRY_AGAIN  | ffmpeg: permission denied",
        "127 | ''                                            | TRY_AGAIN  | ffmpeg does not run",
        "183 | [mov @ 0x55] moov atom not found              | BAD_SOURCE | the file is cut off: its index (moov), which comes last, is missing",
        "234 | [hls @ 0x55] Format not on whitelist 'mov'    | BAD_SOURCE | this is not a video or audio file of a known kind",
        "1   | file:/w/x: Invalid data found when processing input | BAD_SOURCE | this is not a video or audio file, or it is damaged",
        "1   | [x @ 0x55c] cannot open file:/secret/place    | BAD_SOURCE | the file can't be decoded: [x ] cannot open file",
        "1   | ''                                            | BAD_SOURCE | the file can't be decoded: ffmpeg ended with status 1",
      })
  void lastWordsTellWhoseFaultItIs(int status, String errors, Kind kind, String message) {
    PackagingException failure = ProgramFailure.ofEncoder(new ProgramEnd(status, false, errors));
    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure).hasMessage(message);
  }

  @Test
  void whatCannotBeProbedIsNotMedia() {
    ProgramEnd end = new ProgramEnd(234, false, "[mp3 @ 0x5] Invalid frame size (1440)");
    assertThat(ProgramFailure.ofProbe(end))
        .hasMessage("this is not a video or audio file, or it is damaged");
  }

  @Test
  void aSilentProgramIsTriedAgain() {
    PackagingException failure = ProgramFailure.ofEncoder(new ProgramEnd(137, true, ""));
    assertThat(failure.kind()).isEqualTo(Kind.TRY_AGAIN);
    assertThat(failure).hasMessage("ffmpeg made no progress and was killed");
  }

  @Test
  void onlyTheLastLinesAreKeptAndLongOnesAreCut() throws IOException {
    OutputTail tail = new OutputTail();
    String text = "first\n".repeat(100) + "x".repeat(5000) + "\nlast";
    tail.drain(new BufferedReader(new StringReader(text)));
    assertThat(tail.text().lines()).hasSize(40).last().isEqualTo("last");
    assertThat(tail.text()).contains("x".repeat(500)).doesNotContain("x".repeat(501));
  }

  @ParameterizedTest
  @CsvSource({
    "out_time_us=1500000, 1.5",
    "out_time_us=0, 0",
    "out_time_us=N/A,",
    "out_time_us=-21333,",
    "out_time=00:00:01.5,",
    "progress=end,",
  })
  void progressIsReadFromItsLine(String line, Double seconds) {
    assertThat(ProgressLine.seconds(line))
        .isEqualTo(seconds == null ? OptionalDouble.empty() : OptionalDouble.of(seconds));
  }

  @Test
  void aMachinesFaultIsTriedUntilTheAttemptsAreUsedUp() {
    PackagingException fault = PackagingException.tryAgain("the disk is full");
    assertThat(JobEnd.of(fault, lease(2), JOBS)).isEqualTo(new JobEnd.Retry("the disk is full"));
    assertThat(JobEnd.of(fault, lease(3), JOBS))
        .isEqualTo(new JobEnd.Bury("packaging failed 3 times, at last: the disk is full"));
  }

  @Test
  void aBadSourceIsNotTriedAgain() {
    assertThat(JobEnd.of(PackagingException.badSource("it is empty"), lease(1), JOBS))
        .isEqualTo(new JobEnd.Bury("it is empty"));
  }

  @Test
  void aWorkerThatStopsGivesItsJobBackAndOneThatLostItLetsGo() {
    assertThat(JobEnd.of(PackagingException.stopped(), lease(3), JOBS))
        .isEqualTo(new JobEnd.GiveBack());
    assertThat(JobEnd.of(PackagingException.tooEarly("not yet"), lease(3), JOBS))
        .isEqualTo(new JobEnd.Postpone(JobEnd.POSTPONED));
    assertThat(JobEnd.of(PackagingException.leaseLost(), lease(1), JOBS))
        .isEqualTo(new JobEnd.LetGo());
  }

  @Test
  void anOutageCountsAsAnAttemptOnlyOnceItHasLastedTooLong() {
    PackagingException outage =
        PackagingException.of(new StoreException(StoreException.Reason.UNAVAILABLE, "it is away"));
    assertThat(JobEnd.of(outage, lease(3, Duration.ofHours(11)), JOBS))
        .isEqualTo(new JobEnd.PutOff("the store fails: it is away"));
    assertThat(JobEnd.of(outage, lease(2, Duration.ofHours(12)), JOBS))
        .isEqualTo(new JobEnd.Retry("the store fails: it is away"));
    assertThat(JobEnd.of(outage, lease(3, Duration.ofHours(12)), JOBS))
        .isInstanceOf(JobEnd.Bury.class);
  }

  private static Lease lease(int attempt) {
    return lease(attempt, Duration.ZERO);
  }

  private static Lease lease(int attempt, Duration outage) {
    return new Lease(1, 1, "t", new Task.Source("s"), attempt, "e", outage, Optional.empty());
  }
}
