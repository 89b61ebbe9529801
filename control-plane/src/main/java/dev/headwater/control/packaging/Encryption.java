package dev.headwater.control.packaging;

/** How the packages of private titles are encrypted. */
public enum Encryption {
  /** Not at all. */
  NONE,
  /** Whole segments, which HLS knows and DASH does not. */
  AES_128
}
