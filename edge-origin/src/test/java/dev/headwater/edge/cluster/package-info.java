@NullMarked
package dev.headwater.edge.cluster;

import org.jspecify.annotations.NullMarked;
