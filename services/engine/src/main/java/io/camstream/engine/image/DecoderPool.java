package io.camstream.engine.image;

import io.camstream.engine.image.UnreadableImageException.Code;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Decodes images in processes that are started when they are needed, and ended when an image takes
 * more time or memory than it may.
 *
 * <p>Thread-safe. Who calls waits: for its share of the memory, then for its image. All images
 * together never take more memory than one may take at most.
 */
final class DecoderPool implements AutoCloseable {

  private static final long CHECK_MILLIS = 25;
  private static final Duration HANGS_AFTER = Duration.ofMinutes(2);
  private static final long UNIT = 1_000_000;
  private static final int IDLE_SECONDS = 30;

  private final DecodeLimits limits;
  private final Semaphore memory;
  private final int memoryUnits;
  private final ExecutorService threads;
  private final Deque<DecoderProcess> idle = new ArrayDeque<>();
  private boolean closed;

  /**
   * @param processes most of them at a time
   */
  DecoderPool(DecodeLimits limits, int processes) {
    this.limits = limits;
    this.memoryUnits = (int) Math.min(Integer.MAX_VALUE, limits.maxMemory() / UNIT + 1);
    this.memory = new Semaphore(memoryUnits, true);
    AtomicInteger number = new AtomicInteger();
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            processes,
            processes,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "camstream-decoder-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
    this.threads = pool;
  }

  /** The reason why a process is ended before it has answered. */
  private static final class LimitExceeded extends Exception {
    private static final long serialVersionUID = 1L;

    LimitExceeded(String message) {
      super(message, null, false, false);
    }
  }

  /**
   * @throws UnreadableImageException if the file is broken, or takes more than the limits
   * @throws CancellationException if the thread is interrupted, or the pool is closed
   */
  RgbImage decode(ImageFormat format, ScannedImage scanned) throws UnreadableImageException {
    byte[] essence = scanned.essence().get();
    int units = (int) Math.min(memoryUnits, (scanned.memory() + essence.length) / UNIT + 1);
    try {
      memory.acquire(units);
      try {
        return attempt(format, essence, scanned, true);
      } finally {
        memory.release(units);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("decoding was interrupted");
    }
  }

  private RgbImage attempt(
      ImageFormat format, byte[] essence, ScannedImage scanned, boolean mayRetry)
      throws UnreadableImageException, InterruptedException {
    DecoderProcess process = take();
    boolean usable = false;
    try {
      RgbImage image = supervised(process, format, essence, scanned);
      usable = true;
      return image;
    } catch (LimitExceeded e) {
      throw new UnreadableImageException(Code.DECODE_LIMIT_EXCEEDED, e.getMessage(), e);
    } catch (UnreadableImageException e) {
      usable = true;
      throw e;
    } catch (IOException e) {
      int exit = process.exitCode();
      if (exit == DecoderProcess.OUT_OF_MEMORY) {
        throw new UnreadableImageException(
            Code.DECODE_LIMIT_EXCEEDED,
            "decoding needs more memory than %d MB".formatted(limits.maxMemory() / UNIT),
            e);
      }
      if (!mayRetry) {
        throw new UnreadableImageException(
            Code.UNREADABLE_IMAGE,
            "the decoder of %s failed twice (exit code %d): %s"
                .formatted(format.readerName(), exit, PixelReader.reason(e)),
            e);
      }
    } finally {
      if (usable) {
        putBack(process);
      } else {
        process.close();
      }
    }
    // Something else may have ended it, such as another process that needed the memory.
    return attempt(format, essence, scanned, false);
  }

  private RgbImage supervised(
      DecoderProcess process, ImageFormat format, byte[] essence, ScannedImage scanned)
      throws LimitExceeded, UnreadableImageException, IOException, InterruptedException {
    Watch watch = new Watch(process, essence.length, scanned);
    Future<RgbImage> answer = threads.submit(() -> process.decode(format, essence, scanned));
    try {
      while (true) {
        try {
          return answer.get(CHECK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
          watch.check();
        }
      }
    } catch (ExecutionException e) {
      throw unwrapped(e.getCause());
    }
  }

  private static IOException unwrapped(Throwable cause) throws UnreadableImageException {
    if (cause instanceof UnreadableImageException broken) {
      throw broken;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof IOException failure ? failure : new IOException(cause);
  }

  /** Follows one image. */
  private final class Watch {
    private final DecoderProcess process;
    private final Duration before;
    private final long mostBytes;
    private Duration last;
    private long lastProgress = System.nanoTime();

    Watch(DecoderProcess process, long fileBytes, ScannedImage scanned) {
      this.process = process;
      this.before = process.processorTime();
      this.last = before;
      // A quarter more, as no estimate is exact.
      this.mostBytes =
          DecoderProcess.OWN_BYTES
              + fileBytes
              + scanned.decoderBytes()
              + (fileBytes + scanned.memory()) / 4;
    }

    void check() throws LimitExceeded {
      Duration now = process.processorTime();
      if (now.minus(before).compareTo(limits.maxTime()) > 0) {
        throw new LimitExceeded(
            "decoding takes longer than %s s of processor time"
                .formatted(limits.maxTime().toMillis() / 1000.0));
      }
      if (process.residentBytes() > mostBytes) {
        throw new LimitExceeded(
            "decoding takes more memory than %d MB".formatted(mostBytes / UNIT));
      }
      if (now.compareTo(last) > 0) {
        last = now;
        lastProgress = System.nanoTime();
      } else if (System.nanoTime() - lastProgress > HANGS_AFTER.toNanos()) {
        throw new LimitExceeded("decoding makes no progress");
      }
    }
  }

  private DecoderProcess take() throws UnreadableImageException {
    synchronized (idle) {
      if (closed) {
        throw new CancellationException("the decoder is closed");
      }
      while (!idle.isEmpty()) {
        DecoderProcess process = idle.pop();
        if (process.isAlive()) {
          return process;
        }
      }
    }
    try {
      return DecoderProcess.start(limits.maxMemory());
    } catch (IOException e) {
      throw new UnreadableImageException(
          Code.DECODE_LIMIT_EXCEEDED,
          "the image must be decoded in a process of its own, which can't be started: "
              + PixelReader.reason(e),
          e);
    }
  }

  private void putBack(DecoderProcess process) {
    synchronized (idle) {
      if (!closed) {
        idle.push(process);
        return;
      }
    }
    process.close();
  }

  /** Ends all processes. Images that are being decoded are given up. */
  @Override
  public void close() {
    threads.shutdownNow();
    synchronized (idle) {
      closed = true;
      idle.forEach(DecoderProcess::close);
      idle.clear();
    }
  }
}
