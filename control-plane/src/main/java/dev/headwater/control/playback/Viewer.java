package dev.headwater.control.playback;

import dev.headwater.control.account.Caller;

/**
 * Who is to play, and from where. Immutable.
 *
 * @param address as the network tells
 */
public record Viewer(Caller caller, String address) {}
