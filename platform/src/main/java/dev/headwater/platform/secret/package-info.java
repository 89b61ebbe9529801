/**
 * Secrets that lie elsewhere than in the settings: where they may lie, how they are read, and who
 * is told when they are replaced there. What a secret is for belongs to its settings record.
 */
@NullMarked
package dev.headwater.platform.secret;

import org.jspecify.annotations.NullMarked;
