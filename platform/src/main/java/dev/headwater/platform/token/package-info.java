/**
 * Playback tokens: keys, claims, signing, verification. Sessions of people are a different thing
 * and stay in the control plane.
 */
@NullMarked
package dev.headwater.platform.token;

import org.jspecify.annotations.NullMarked;
