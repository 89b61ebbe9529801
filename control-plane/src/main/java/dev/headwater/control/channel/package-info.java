/**
 * Live channels: who makes, sees and changes them, where encoders send to and with which key, and
 * what nodes say of the media that comes. Taking in and serving the media stays out.
 */
@NullMarked
package dev.headwater.control.channel;

import org.jspecify.annotations.NullMarked;
