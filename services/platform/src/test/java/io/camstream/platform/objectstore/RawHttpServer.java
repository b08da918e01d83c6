package io.camstream.platform.objectstore;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Gives every connection the same bytes, however wrong they are as HTTP. */
final class RawHttpServer implements AutoCloseable {
  private final ServerSocket listener;
  private final byte[] answer;
  private final boolean hang;
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

  RawHttpServer(byte[] answer) throws IOException {
    this(answer, false);
  }

  private RawHttpServer(byte[] answer, boolean hang) throws IOException {
    this.listener = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
    this.answer = answer;
    this.hang = hang;
    Thread thread = new Thread(this::serve, "raw-http-server");
    thread.setDaemon(true);
    thread.start();
  }

  /** Leaves the connection open after the beginning of an answer. */
  static RawHttpServer hanging(byte[] beginning) throws IOException {
    return new RawHttpServer(beginning, true);
  }

  String address() {
    return "http://127.0.0.1:" + listener.getLocalPort();
  }

  private void serve() {
    while (!listener.isClosed()) {
      try {
        Socket connection = listener.accept();
        connections.add(connection);
        readHead(connection.getInputStream());
        connection.getOutputStream().write(answer);
        connection.getOutputStream().flush();
        if (!hang) {
          connection.close();
        }
      } catch (IOException e) {
        // The client or the test has closed the connection.
        if (listener.isClosed()) {
          return;
        }
      }
    }
  }

  private static void readHead(InputStream in) throws IOException {
    int last = 0;
    for (int next = in.read(); next >= 0; next = in.read()) {
      last = (last << 8) | next;
      if (last == 0x0d0a0d0a) {
        return;
      }
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
      for (Socket connection : connections) {
        connection.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
