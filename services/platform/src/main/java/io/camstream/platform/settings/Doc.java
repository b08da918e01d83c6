package io.camstream.platform.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What an option does, in one or two sentences; on a settings interface, what the group is for.
 *
 * <p>{@code docs/configuration.md} is generated from it. Every option must have one.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Doc {
  String value();
}
