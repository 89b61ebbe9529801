/**
 * Live encoding: encoders publish to this worker by RTMP or SRT, ffmpeg makes renditions of what
 * they send, and those are pushed as CMAF to a node of the data plane. {@link
 * dev.headwater.control.encoding.LiveIngest} puts the parts together, which are in the packages
 * below; channels and their keys are made elsewhere.
 */
@NullMarked
package dev.headwater.control.encoding;

import org.jspecify.annotations.NullMarked;
