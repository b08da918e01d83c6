package io.camstream.chaos.check;

import java.net.URI;
import java.util.Map;

/**
 * Where to look. Holds secrets.
 *
 * @param kafka settings of any Kafka client: address and security
 * @param topicPrefix begins the name of every topic
 */
public record CheckedSystem(
    Map<String, Object> kafka, String topicPrefix, Registry registry, Store store) {

  public CheckedSystem {
    kafka = Map.copyOf(kafka);
  }

  /** The schema registry; clients send the token with each request. */
  public record Registry(URI url, String token) {
    @Override
    public String toString() {
      return "Registry[" + url + "]";
    }
  }

  /** The object store, and its three buckets. */
  public record Store(
      URI endpoint,
      String accessKey,
      String secretKey,
      String images,
      String explanations,
      String reports) {
    @Override
    public String toString() {
      return "Store[" + endpoint + "]";
    }
  }

  String topic(String name) {
    return topicPrefix + "." + name;
  }

  /** Group of all workers. */
  String workers() {
    return topicPrefix + "-worker";
  }

  /** The topic that keeps the workers' buffers. */
  String buffer() {
    return workers() + "-pending-images-changelog";
  }

  @Override
  public String toString() {
    return "CheckedSystem[" + topicPrefix + "]";
  }
}
