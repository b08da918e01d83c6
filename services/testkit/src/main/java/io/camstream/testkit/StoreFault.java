package io.camstream.testkit;

/** What goes wrong with a request to the store. */
public sealed interface StoreFault {

  /** The request reaches the store, and the answer the client. */
  StoreFault NONE = new None();

  /** The connection is reset as soon as the request has come. */
  StoreFault RESET = new Reset();

  /** The request is taken and never answered; the connection stays open. */
  StoreFault HANG = new Hang();

  /** The store answers, but the connection ends in the middle of the body. */
  StoreFault HALF_BODY = new HalfBody();

  /**
   * The request is answered with an error, and does not reach the store.
   *
   * @param status of HTTP, such as 503
   * @param code of S3, such as {@code SlowDown}
   */
  static StoreFault error(int status, String code) {
    return new ErrorAnswer(status, code);
  }

  /** See {@link #NONE}. */
  record None() implements StoreFault {}

  /** See {@link #RESET}. */
  record Reset() implements StoreFault {}

  /** See {@link #HANG}. */
  record Hang() implements StoreFault {}

  /** See {@link #HALF_BODY}. */
  record HalfBody() implements StoreFault {}

  /** See {@link #error}. */
  record ErrorAnswer(int status, String code) implements StoreFault {}
}
