package io.camstream.chaos.check;

/**
 * One breach of the promise.
 *
 * @param subject of what: an image, an object, a batch
 * @param detail in words
 */
public record CheckFinding(Kind kind, String subject, String detail) {

  /** What is promised not to happen. */
  public enum Kind {
    /** An image in the bucket has no reference. */
    UNPUBLISHED,
    /** A version has more than one reference. */
    PUBLISHED_TWICE,
    /** A version has neither explanation nor failure. */
    LOST,
    /** A version has more than one outcome. */
    DOUBLE,
    /** An outcome of a version that has no reference. */
    STRAY,
    /** An explanation names an object that is not there. */
    OBJECT_MISSING,
    /** An object is not what its explanation says: size or hash differ. */
    OBJECT_DAMAGED,
    /** An object that no explanation names. */
    ORPHAN,
    /** A report is missing, or says something else than the topics. */
    REPORT_WRONG,
    /** A reference, an image in a buffer or a transaction that is not dealt with. */
    LEFT_BEHIND
  }

  @Override
  public String toString() {
    return kind + " " + subject + ": " + detail;
  }
}
