/**
 * Engines for integration tests: started once per test process, an S3 API server that a test starts
 * and kills as it likes, an issuer of certificates, and programs that a test can't do without.
 * Needs JUnit on the class path; nothing outside of tests may use it.
 */
@NullMarked
package dev.headwater.engines.testing;

import org.jspecify.annotations.NullMarked;
