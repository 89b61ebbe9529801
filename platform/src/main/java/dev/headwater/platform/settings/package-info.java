/**
 * Typed settings: one record per component, filled from defaults, then a YAML file, then the
 * environment. What a key means belongs to the component that owns the record, not here.
 */
@NullMarked
package dev.headwater.platform.settings;

import org.jspecify.annotations.NullMarked;
