package io.camstream.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.server.ServerSocketFactory;

/**
 * The sockets of a broker's listeners, bound before it starts. A broker must know its ports before
 * it binds them, so a port that was only looked up could be taken in between.
 */
final class BoundSockets implements ServerSocketFactory, AutoCloseable {
  /** Kafka's own default length of the accept queue. */
  private static final int BACKLOG = 50;

  private final Map<String, ServerSocketChannel> sockets = new ConcurrentHashMap<>();

  /**
   * Binds a socket of 127.0.0.1 for the listener.
   *
   * @param port 0 for any free one
   * @return the port
   */
  int bind(String listener, int port) throws IOException {
    ServerSocketChannel socket = ServerSocketChannel.open();
    sockets.put(listener, socket);
    socket.configureBlocking(false);
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
    return socket.socket().getLocalPort();
  }

  /** Hands the bound socket over to the broker, which closes it. */
  @Override
  public ServerSocketChannel openServerSocket(
      String listener, InetSocketAddress address, int backlog, int receiveBufferSize)
      throws IOException {
    ServerSocketChannel socket = sockets.remove(listener);
    if (socket == null) {
      throw new IOException("No socket is bound for the listener " + listener);
    }
    return socket;
  }

  /** Closes the sockets that were not handed over. */
  @Override
  public void close() throws IOException {
    for (ServerSocketChannel socket : sockets.values()) {
      socket.close();
    }
    sockets.clear();
  }
}
