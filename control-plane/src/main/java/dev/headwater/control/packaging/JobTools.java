package dev.headwater.control.packaging;

import java.nio.file.Path;

/**
 * What one attempt at a job works with.
 *
 * @param folder its own, gone afterwards
 * @param programs stopped when the job is no longer this worker's
 */
record JobTools(Path folder, Programs programs, JobPulse pulse) {}
