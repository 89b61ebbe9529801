/**
 * Engines for integration tests: started once per test process, and programs that a test can't do
 * without. Needs JUnit on the class path; nothing outside of tests may use it.
 */
@NullMarked
package dev.headwater.engines.testing;

import org.jspecify.annotations.NullMarked;
