package dev.headwater.control.playback;

/** Playback sessions that a person has at once. */
interface Streams {
  /** Any number. */
  Streams UNLIMITED =
      new Streams() {
        @Override
        public int most() {
          return 0;
        }

        @Override
        public void begin(String person, String session) {}
      };

  /** How many at once; 0: any number. */
  int most();

  /** Refused with 403 where the person has as many as they may. */
  void begin(String person, String session);
}
