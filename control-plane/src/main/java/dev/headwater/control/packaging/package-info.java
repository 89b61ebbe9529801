/**
 * From an uploaded file to a publication in the store: probe, ladder, ffmpeg as a supervised child
 * process, measuring, publishing. {@link dev.headwater.control.packaging.PackagingWorker} takes the
 * jobs, {@code Packaging} is the path of one of them. Playlists and boxes are {@code media}'s; who
 * may upload or play stays out.
 */
@NullMarked
package dev.headwater.control.packaging;

import org.jspecify.annotations.NullMarked;
