package io.camstream.cli.run;

import io.camstream.platform.settings.SettingsLoader;
import io.camstream.report.live.LiveSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Settings of the pages that are served while everything runs in one process. */
final class LivePages {
  private LivePages() {}

  /** The port that is set, or any free one. */
  static String port(SettingsLoader settings) {
    return String.valueOf(Math.max(0, settings.load(LiveSettings.class).port()));
  }

  /** Images may be dropped on pages that only this machine can open, or where that is set. */
  static String uploads(SettingsLoader settings) {
    LiveSettings live = settings.load(LiveSettings.class);
    return String.valueOf(live.uploads() || isLoopback(live.bind()));
  }

  private static boolean isLoopback(String address) {
    try {
      return InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
