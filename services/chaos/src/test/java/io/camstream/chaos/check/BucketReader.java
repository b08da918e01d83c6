package io.camstream.chaos.check;

import io.camstream.chaos.check.StoredFile.Content;
import io.minio.GetObjectArgs;
import io.minio.GetObjectResponse;
import io.minio.ListObjectsArgs;
import io.minio.MinioClient;
import io.minio.Result;
import io.minio.errors.MinioException;
import io.minio.messages.Item;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Reads whole buckets. */
public final class BucketReader {
  private static final int READERS = 4;

  private final MinioClient client;

  public BucketReader(CheckedSystem.Store store) {
    client =
        MinioClient.builder()
            .endpoint(store.endpoint().toString())
            .region("us-east-1")
            .credentials(store.accessKey(), store.secretKey())
            .build();
  }

  /** An object of a listing. */
  public record Listed(String bucket, String key, String etag, long bytes) {}

  /** All objects, as the store lists them. */
  public List<Listed> list(String bucket) {
    List<Listed> listed = new ArrayList<>();
    try {
      for (Result<Item> result :
          client.listObjects(ListObjectsArgs.builder().bucket(bucket).recursive(true).build())) {
        Item item = result.get();
        if (!item.isDir()) {
          String etag = item.etag().replace("\"", "");
          listed.add(new Listed(bucket, item.objectName(), etag, item.size()));
        }
      }
    } catch (MinioException e) {
      throw new IllegalStateException("bucket " + bucket + " can't be listed", e);
    }
    return listed;
  }

  /** All objects, each read to its last byte. */
  public List<StoredFile> read(String bucket) {
    ExecutorService readers = Executors.newFixedThreadPool(READERS, BucketReader::thread);
    try {
      List<Callable<StoredFile>> tasks = new ArrayList<>();
      list(bucket).forEach(object -> tasks.add(() -> read(object)));
      List<StoredFile> files = new ArrayList<>();
      for (Future<StoredFile> file : readers.invokeAll(tasks)) {
        files.add(file.get());
      }
      return files;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while reading " + bucket, e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("bucket " + bucket + " can't be read", e.getCause());
    } finally {
      readers.shutdownNow();
    }
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "chaos-bucket-reader");
    thread.setDaemon(true);
    return thread;
  }

  private StoredFile read(Listed object) {
    Content content;
    try {
      byte[] bytes = bytes(object.bucket(), object.key());
      content = new Content(bytes.length, md5(bytes), "");
    } catch (MinioException | IOException e) {
      content = new Content(0, "", String.valueOf(e.getMessage()));
    }
    return new StoredFile(object.bucket(), object.key(), object.etag(), object.bytes(), content);
  }

  byte[] bytes(String bucket, String key) throws MinioException, IOException {
    try (GetObjectResponse answer =
        client.getObject(GetObjectArgs.builder().bucket(bucket).object(key).build())) {
      return answer.readAllBytes();
    }
  }

  private static String md5(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
