/** One server in a process of its own, on engines that run elsewhere, as in production. */
@NullMarked
package dev.headwater.standalone.service;

import org.jspecify.annotations.NullMarked;
