package io.camstream.cli.process;

import io.camstream.testkit.ProcFiles;
import java.net.InetAddress;
import java.util.List;

/** What other users of the machine can see of a process. */
record ProcessFacts(long pid) {

  String commandLineAndEnvironment() {
    return ProcFiles.read(pid, "cmdline") + ProcFiles.read(pid, "environ");
  }

  /** Addresses on which it accepts connections of other machines. */
  List<InetAddress> openToOthers() {
    return listening().stream().filter(address -> !address.isLoopbackAddress()).toList();
  }

  /** All addresses on which it accepts connections. */
  List<InetAddress> listening() {
    return ProcFiles.listeningAddresses(pid);
  }
}
