package io.camstream.chaos.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/**
 * Ports of 127.0.0.1 for servers that go and come back. They are below those that the operating
 * system gives to outgoing connections: while a server is away, a client that tries to reach it
 * could otherwise get its port.
 */
final class FixedPorts {
  private static final int LOWEST = 15_000;
  private static final int HIGHEST = 32_000;

  private FixedPorts() {}

  static List<Integer> find(int count) {
    SecureRandom random = new SecureRandom();
    List<Integer> ports = new ArrayList<>();
    while (ports.size() < count) {
      int port = LOWEST + random.nextInt(HIGHEST - LOWEST);
      if (!ports.contains(port) && isFree(port)) {
        ports.add(port);
      }
    }
    return ports;
  }

  private static boolean isFree(int port) {
    try {
      new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
      return true;
    } catch (BindException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
