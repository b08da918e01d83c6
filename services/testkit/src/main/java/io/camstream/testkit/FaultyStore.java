package io.camstream.testkit;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands in front of a real S3 endpoint and lets its answers go wrong. Requests pass unchanged,
 * with the {@code Host} that they were signed for; each connection carries one. Thread-safe.
 */
public final class FaultyStore implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FaultyStore.class);
  private static final int LONGEST_HEAD = 64 << 10;
  private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final Pattern LENGTH =
      Pattern.compile("\r\ncontent-length: *(\\d+)", Pattern.CASE_INSENSITIVE);
  private static final Pattern CONNECTION =
      Pattern.compile("\r\nconnection:[^\r]*", Pattern.CASE_INSENSITIVE);

  private final URI store;
  private final ServerSocket listener;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Map<StoreFault, AtomicInteger> made = new ConcurrentHashMap<>();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "camstream-faulty-store");
            thread.setDaemon(true);
            return thread;
          });
  private volatile Function<String, StoreFault> plan = request -> StoreFault.NONE;

  private FaultyStore(URI store, ServerSocket listener) {
    this.store = store;
    this.listener = listener;
  }

  /**
   * @param store the real endpoint, without TLS
   */
  public static FaultyStore before(URI store) {
    try {
      FaultyStore proxy =
          new FaultyStore(store, new ServerSocket(0, 100, InetAddress.getByName("127.0.0.1")));
      proxy.threads.execute(proxy::accept);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException("No port for the proxy", e);
    }
  }

  /** What clients are given in place of the store's endpoint. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort());
  }

  /** From now on, every request meets this fault. */
  public void fail(StoreFault fault) {
    failWhere(request -> fault);
  }

  /**
   * From now on, requests meet the faults that the plan has for them.
   *
   * @param plan is given a request's first line, such as {@code GET /images/a.png HTTP/1.1}
   */
  public void failWhere(Function<String, StoreFault> plan) {
    this.plan = plan;
  }

  /** From now on, all requests pass. */
  public void heal() {
    fail(StoreFault.NONE);
  }

  /** How many requests have met the fault. */
  public int made(StoreFault fault) {
    AtomicInteger count = made.get(fault);
    return count == null ? 0 : count.get();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        threads.execute(() -> serve(client));
      }
    } catch (IOException e) {
      LOG.debug("The proxy ends", e);
    }
  }

  private void serve(Socket client) {
    open.add(client);
    try (client) {
      String head = readHead(client.getInputStream());
      byte[] body = client.getInputStream().readNBytes(length(head));
      StoreFault fault = plan.apply(head.substring(0, head.indexOf('\r')));
      made.computeIfAbsent(fault, any -> new AtomicInteger()).incrementAndGet();
      answer(client, head, body, fault);
    } catch (IOException e) {
      LOG.debug("A connection ended early", e);
    } finally {
      open.remove(client);
    }
  }

  private void answer(Socket client, String head, byte[] body, StoreFault fault)
      throws IOException {
    if (fault instanceof StoreFault.Reset) {
      reset(client);
    } else if (fault instanceof StoreFault.Hang) {
      // Until the client gives up or the proxy closes.
      client.getInputStream().transferTo(OutputStream.nullOutputStream());
    } else if (fault instanceof StoreFault.ErrorAnswer error) {
      client.getOutputStream().write(answer(error));
    } else {
      forward(client, head, body, fault instanceof StoreFault.HalfBody);
    }
  }

  private static void reset(Socket client) throws SocketException {
    client.setSoLinger(true, 0);
  }

  private static byte[] answer(StoreFault.ErrorAnswer error) {
    String body =
        "<?xml version=\"1.0\"?><Error><Code>%s</Code><Message>on purpose</Message></Error>"
            .formatted(error.code());
    String answer =
        """
        HTTP/1.1 %d On Purpose
        Content-Type: application/xml
        Content-Length: %d
        Connection: close

        """
                .formatted(error.status(), body.length())
                .replace("\n", "\r\n")
            + body;
    return answer.getBytes(StandardCharsets.US_ASCII);
  }

  private void forward(Socket client, String head, byte[] body, boolean half) throws IOException {
    try (Socket server = new Socket(store.getHost(), store.getPort())) {
      open.add(server);
      String once =
          CONNECTION
              .matcher(head)
              .replaceAll("")
              .replaceFirst("\r\n\r\n$", "\r\nConnection: close\r\n\r\n");
      server.getOutputStream().write(once.getBytes(StandardCharsets.ISO_8859_1));
      server.getOutputStream().write(body);
      server.getOutputStream().flush();
      if (half) {
        forwardHalf(server.getInputStream(), client.getOutputStream());
      } else {
        server.getInputStream().transferTo(client.getOutputStream());
      }
      open.remove(server);
    }
  }

  private static void forwardHalf(InputStream server, OutputStream client) throws IOException {
    String head = readHead(server);
    client.write(head.getBytes(StandardCharsets.ISO_8859_1));
    client.write(server.readNBytes(length(head) / 2));
    client.flush();
  }

  private static String readHead(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int matched = 0;
    while (matched < END_OF_HEAD.length) {
      int next = in.read();
      if (next < 0 || head.size() == LONGEST_HEAD) {
        throw new EOFException("no whole request or answer");
      }
      head.write(next);
      matched = next == END_OF_HEAD[matched] ? matched + 1 : next == END_OF_HEAD[0] ? 1 : 0;
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }

  private static int length(String head) {
    Matcher matcher = LENGTH.matcher(head);
    return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
  }

  /** Ends all connections, also those that hang. */
  @Override
  public void close() {
    close(listener);
    open.forEach(FaultyStore::close);
    threads.shutdownNow();
  }

  private static void close(Closeable socket) {
    try {
      socket.close();
    } catch (IOException e) {
      LOG.debug("A socket did not close cleanly", e);
    }
  }
}
