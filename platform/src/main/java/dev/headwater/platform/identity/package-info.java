/**
 * Which node or worker it is that calls the control plane, and what it may do there: node tokens,
 * mutual TLS with certificates that are replaced while the program runs, roles with least rights.
 * People and their sessions stay in the control plane; what is called stays with who answers.
 */
@NullMarked
package dev.headwater.platform.identity;

import org.jspecify.annotations.NullMarked;
