package io.camstream.platform.objectstore;

import io.camstream.platform.error.Quoted;
import io.camstream.platform.error.UserError;
import io.minio.BucketExistsArgs;
import io.minio.Checksum;
import io.minio.GetObjectArgs;
import io.minio.GetObjectResponse;
import io.minio.ListObjectsArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.RemoveObjectArgs;
import io.minio.Result;
import io.minio.ServerSideEncryption;
import io.minio.StatObjectArgs;
import io.minio.StatObjectResponse;
import io.minio.UploadObjectArgs;
import io.minio.messages.Item;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import okhttp3.OkHttpClient;

/** Object store with the S3 API, implemented with the MinIO client. */
final class MinioObjectStore implements ObjectStore {
  private static final int LARGEST_PAGE = 1000;

  /** Checksum of written objects. CPUs compute CRC32C; the client's default is computed in Java. */
  private static final Checksum.Algorithm CHECKSUM = Checksum.Algorithm.CRC32;

  private static final String KMS_KEY = "camstream.store.kms-key";

  /** S3Proxy lists its temporary files of this name, and renames them when they are complete. */
  private static final Pattern S3PROXY_TEMPORARY =
      Pattern.compile("-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$");

  private final StoreSettings settings;
  private final MinioClient client;
  private final OkHttpClient http;
  private final int pageSize;

  /** Null where the bucket decides, which is what the client takes for it. */
  private final ServerSideEncryption encryption;

  private MinioObjectStore(
      StoreSettings settings, MinioClient client, OkHttpClient http, int pageSize) {
    this.settings = settings;
    this.client = client;
    this.http = http;
    this.pageSize = pageSize;
    this.encryption = encryption(settings);
  }

  /**
   * Creates a client, which connects on first use.
   *
   * @throws UserError if the settings can't be used, such as a trust store that can't be read
   */
  static MinioObjectStore create(StoreSettings settings) {
    return create(settings, StoreHttp.client(settings));
  }

  /**
   * The same over an HTTP client of the caller's.
   *
   * @param http is closed with the store
   */
  static MinioObjectStore create(StoreSettings settings, OkHttpClient http) {
    try {
      MinioClient client =
          MinioClient.builder()
              .endpoint(settings.endpoint().toString())
              .region(settings.region())
              .credentialsProvider(StoreCredentials.of(settings, http))
              .httpClient(http)
              .build();
      switch (settings.addressing()) {
        case PATH -> client.disableVirtualStyleEndpoint();
        case VIRTUAL_HOST -> client.enableVirtualStyleEndpoint();
        case AUTO -> {}
      }
      return new MinioObjectStore(settings, client, http, LARGEST_PAGE);
    } catch (IllegalArgumentException e) {
      throw new UserError(
          "camstream.store.endpoint "
              + Quoted.of(settings.endpoint().toString())
              + " can't be used: "
              + e.getMessage(),
          e);
    }
  }

  private static ServerSideEncryption encryption(StoreSettings settings) {
    return switch (settings.encryption()) {
      case NONE -> null;
      case SSE_S3 -> new ServerSideEncryption.S3();
      case SSE_KMS -> kms(settings);
    };
  }

  private static ServerSideEncryption kms(StoreSettings settings) {
    String key =
        settings
            .kmsKey()
            .orElseThrow(
                () ->
                    new UserError(
                        "camstream.store.encryption is sse-kms, which needs " + KMS_KEY + "."));
    return StoreErrors.mapped(
        "encrypt with " + KMS_KEY, () -> new ServerSideEncryption.KMS(key, null));
  }

  /** The same store with smaller listing pages. */
  MinioObjectStore withPageSize(int objects) {
    return new MinioObjectStore(settings, client, http, objects);
  }

  @Override
  public Stream<StoredObject> list(String bucket, String prefix, String startAfter) {
    ListObjectsArgs.Builder args =
        ListObjectsArgs.builder().bucket(bucket).prefix(prefix).recursive(true).maxKeys(pageSize);
    if (!startAfter.isEmpty()) {
      args.startAfter(startAfter);
    }
    Iterable<Result<Item>> results =
        StoreErrors.mapped(
            "list bucket " + Quoted.of(bucket), () -> client.listObjects(args.build()));
    return StreamSupport.stream(
            new ListingSpliterator(results.iterator(), "list bucket " + Quoted.of(bucket)), false)
        .filter(item -> !item.isDir())
        .filter(item -> !isBeingWritten(item))
        .map(item -> stored(bucket, item));
  }

  @Override
  public StoredObject head(String bucket, String key) {
    StatObjectResponse answer =
        StoreErrors.mapped(
            "get metadata of " + name(bucket, key),
            () -> client.statObject(StatObjectArgs.builder().bucket(bucket).object(key).build()));
    return new StoredObject(
        bucket,
        key,
        Optional.ofNullable(answer.versionId()),
        unquoted(answer.etag()),
        answer.size(),
        answer.lastModified().toInstant(),
        Optional.ofNullable(answer.contentType()));
  }

  @Override
  public ObjectContent get(ObjectVersion version, long maxBytes) {
    return StoreErrors.mapped(
        "read " + name(version.bucket(), version.key()),
        () -> {
          try (GetObjectResponse answer = client.getObject(getArgs(version))) {
            return new ObjectContent(version, BodyReader.read(answer, version, maxBytes));
          }
        });
  }

  private static GetObjectArgs getArgs(ObjectVersion version) {
    GetObjectArgs.Builder args =
        GetObjectArgs.builder()
            .bucket(version.bucket())
            .object(version.key())
            .matchETag(version.etag());
    version.versionId().ifPresent(args::versionId);
    return args.build();
  }

  @Override
  public String put(String bucket, String key, byte[] content, String contentType) {
    return StoreErrors.mapped(
        "write " + name(bucket, key),
        () ->
            unquoted(
                client
                    .putObject(
                        PutObjectArgs.builder()
                            .bucket(bucket)
                            .object(key)
                            .sse(encryption)
                            .data(content, content.length)
                            .contentType(contentType)
                            .checksum(CHECKSUM)
                            .build())
                    .etag()));
  }

  @Override
  public String put(String bucket, String key, Path file, String contentType) {
    return StoreErrors.mapped(
        "write " + name(bucket, key),
        () ->
            unquoted(
                client
                    .uploadObject(
                        UploadObjectArgs.builder()
                            .bucket(bucket)
                            .object(key)
                            .sse(encryption)
                            .filename(file.toString())
                            .contentType(contentType)
                            .checksum(CHECKSUM)
                            .build())
                    .etag()));
  }

  @Override
  public void delete(String bucket, String key) {
    StoreErrors.mapped(
        "delete " + name(bucket, key),
        () -> {
          client.removeObject(RemoveObjectArgs.builder().bucket(bucket).object(key).build());
          return null;
        });
  }

  @Override
  public Optional<CreatedKeys> listen(String bucket) {
    return MinioListener.create(settings, http).listen(bucket);
  }

  @Override
  public boolean bucketExists(String bucket) {
    return StoreErrors.mapped(
        "check bucket " + bucket,
        () -> client.bucketExists(BucketExistsArgs.builder().bucket(bucket).build()));
  }

  @Override
  public void ensureBucket(String bucket) {
    if (!bucketExists(bucket)) {
      StoreErrors.mapped(
          "create bucket " + bucket,
          () -> {
            client.makeBucket(MakeBucketArgs.builder().bucket(bucket).build());
            return null;
          });
    }
  }

  @Override
  public void close() {
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
  }

  private static boolean isBeingWritten(Item item) {
    return item.etag() == null && S3PROXY_TEMPORARY.matcher(item.objectName()).find();
  }

  private static StoredObject stored(String bucket, Item item) {
    if (item.etag() == null) {
      throw new StoreUnavailableException(
          "Can't list " + name(bucket, item.objectName()) + ": it has no ETag yet");
    }
    return new StoredObject(
        bucket,
        item.objectName(),
        Optional.ofNullable(item.versionId()),
        unquoted(item.etag()),
        item.size(),
        item.lastModified().toInstant(),
        Optional.empty());
  }

  private static String name(String bucket, String key) {
    return Quoted.of(bucket + "/" + key);
  }

  private static String unquoted(String etag) {
    return etag.replace("\"", "");
  }
}
