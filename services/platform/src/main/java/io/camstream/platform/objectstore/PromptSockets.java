package io.camstream.platform.objectstore;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/**
 * Sockets with TCP_NODELAY and a large write buffer. OkHttp leaves Nagle's algorithm on, which
 * holds the last segment of a file back until the store has acknowledged the one before, and stores
 * delay that by 40 ms; and it writes 8 kB at a time, each with the cost of a system call. OkHttp
 * flushes the stream at the end of a request, and Java's TLS at the end of each record.
 */
final class PromptSockets extends SocketFactory {

  private static final int PIECE = 1 << 16;

  @Override
  public Socket createSocket() throws IOException {
    return new PromptSocket();
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return connected(createSocket(), new InetSocketAddress(host, port));
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort)
      throws IOException {
    return connected(bound(localHost, localPort), new InetSocketAddress(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return connected(createSocket(), new InetSocketAddress(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort)
      throws IOException {
    return connected(bound(localHost, localPort), new InetSocketAddress(host, port));
  }

  private Socket bound(InetAddress localHost, int localPort) throws IOException {
    Socket socket = createSocket();
    socket.bind(new InetSocketAddress(localHost, localPort));
    return socket;
  }

  private static Socket connected(Socket socket, InetSocketAddress address) throws IOException {
    socket.connect(address);
    return socket;
  }

  private static final class PromptSocket extends Socket {
    private OutputStream out;

    PromptSocket() throws IOException {
      setTcpNoDelay(true);
    }

    @Override
    public synchronized OutputStream getOutputStream() throws IOException {
      if (out == null) {
        out = new BufferedOutputStream(super.getOutputStream(), PIECE);
      }
      return out;
    }
  }
}
