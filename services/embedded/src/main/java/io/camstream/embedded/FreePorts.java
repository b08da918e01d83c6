package io.camstream.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** Finds free ports of 127.0.0.1. One may be taken before it is bound, so callers retry. */
final class FreePorts {
  private FreePorts() {}

  /** Returns {@code count} different ports. */
  static int[] find(int count) {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      int[] ports = sockets.stream().mapToInt(ServerSocket::getLocalPort).toArray();
      for (ServerSocket socket : sockets) {
        socket.close();
      }
      return ports;
    } catch (IOException e) {
      throw new ServerStartException("No free port on 127.0.0.1: " + e.getMessage(), e);
    }
  }
}
