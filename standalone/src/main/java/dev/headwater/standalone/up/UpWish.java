package dev.headwater.standalone.up;

import java.nio.file.Path;

/** What {@code headwater up} was asked for. Immutable. */
public record UpWish(Path data, int controlPort, int edgePort, boolean demo) {}
