package dev.headwater.platform.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Describes one component of a settings record: its default and what it is for. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Setting {
  /** The default, as it would be written in a file; empty for an optional or a required one. */
  String value() default "";

  /** One sentence for the reference page: what it does, and its unit where the type has none. */
  String doc();
}
