package dev.headwater.standalone.client;

import java.nio.file.Path;

/** Is told how far the publishing of a file is. Called from one thread at a time. */
interface Progress {
  void uploading(Path file, long sentBytes, long allBytes);

  /** The share that is done, from 0 to 1. */
  void packaging(Path file, double done);

  /** Nothing more comes for this file. */
  void end(Path file);

  /** Says nothing, for machines. */
  Progress SILENT =
      new Progress() {
        @Override
        public void uploading(Path file, long sentBytes, long allBytes) {}

        @Override
        public void packaging(Path file, double done) {}

        @Override
        public void end(Path file) {}
      };
}
