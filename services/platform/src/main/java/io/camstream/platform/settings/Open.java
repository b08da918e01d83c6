package io.camstream.platform.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks an option that takes every key below its own, which are names of another program. The
 * option's value is all of them as lines {@code name=value} of a Java properties file; in the names
 * of environment variables, underscores stand for dots.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Open {}
