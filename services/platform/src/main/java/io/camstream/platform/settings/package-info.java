/**
 * Settings of services, read from environment variables, a properties file and command-line
 * overrides.
 *
 * <p>Entry points: {@link io.camstream.platform.settings.SettingsLoader} maps settings to an
 * annotated interface and reports every invalid value at once; {@link
 * io.camstream.platform.settings.ConfigurationDocument} generates docs/configuration.md.
 *
 * <p>Depends on {@code platform.error}.
 */
package io.camstream.platform.settings;
