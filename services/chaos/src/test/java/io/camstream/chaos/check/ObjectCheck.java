package io.camstream.chaos.check;

import io.camstream.chaos.check.CheckFinding.Kind;
import io.camstream.chaos.check.ImageOutcome.NamedObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Each object that an explanation names is there and whole, and there is no other. */
final class ObjectCheck implements Check {

  /** The ETag of an object that was not sent in parts. */
  private static final Pattern MD5 = Pattern.compile("[0-9a-f]{32}");

  @Override
  public List<CheckFinding> findings(Evidence evidence) {
    Map<String, StoredFile> stored = new HashMap<>();
    evidence.objects().forEach(object -> stored.put(name(object.bucket(), object.key()), object));
    List<CheckFinding> findings = new ArrayList<>();
    Set<String> named = new HashSet<>();
    for (ImageOutcome outcome : evidence.topics().outcomes()) {
      for (NamedObject object : outcome.objects()) {
        String name = name(object.bucket(), object.key());
        named.add(name);
        compare(object, stored.get(name)).ifPresent(findings::add);
      }
    }
    for (String name : stored.keySet()) {
      if (!named.contains(name)) {
        findings.add(new CheckFinding(Kind.ORPHAN, name, "no explanation names it"));
      }
    }
    return findings;
  }

  private static Optional<CheckFinding> compare(NamedObject named, StoredFile stored) {
    String name = name(named.bucket(), named.key());
    if (stored == null) {
      return Optional.of(new CheckFinding(Kind.OBJECT_MISSING, name, "its explanation names it"));
    }
    return damage(named, stored).map(detail -> new CheckFinding(Kind.OBJECT_DAMAGED, name, detail));
  }

  private static Optional<String> damage(NamedObject named, StoredFile stored) {
    StoredFile.Content content = stored.content();
    if (!content.error().isEmpty()) {
      return Optional.of("it can't be read: " + content.error());
    } else if (content.bytes() != named.bytes() || stored.bytes() != named.bytes()) {
      return Optional.of(
          "%d bytes read, %d listed, %d in the explanation"
              .formatted(content.bytes(), stored.bytes(), named.bytes()));
    } else if (!stored.etag().equals(named.etag())) {
      return Optional.of("ETag %s, %s in the explanation".formatted(stored.etag(), named.etag()));
    } else if (MD5.matcher(named.etag()).matches() && !named.etag().equals(content.md5())) {
      return Optional.of("MD5 %s, ETag %s".formatted(content.md5(), named.etag()));
    }
    return Optional.empty();
  }

  private static String name(String bucket, String key) {
    return bucket + "/" + key;
  }
}
