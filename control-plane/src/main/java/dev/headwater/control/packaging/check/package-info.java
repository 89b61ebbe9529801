/** What is looked at before a package is published, by others' eyes where there are any. */
@NullMarked
package dev.headwater.control.packaging.check;

import org.jspecify.annotations.NullMarked;
