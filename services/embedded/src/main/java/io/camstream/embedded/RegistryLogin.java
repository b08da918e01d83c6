package io.camstream.embedded;

import java.util.Base64;
import java.util.Map;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;

/**
 * Authentication of registry clients: a JSON web token signed with a key pair that is generated at
 * each start. The registry gets the public key and needs no OpenID server; the private key is
 * discarded.
 *
 * @param publicKey X.509 in Base64
 * @param token sent as {@code Authorization: Bearer …}
 */
record RegistryLogin(String publicKey, String token) {
  private static final int KEY_BITS = 2048;

  /** Ten years: the token must be valid for as long as the server runs. */
  private static final float VALID_MINUTES = 10 * 365 * 24 * 60;

  static RegistryLogin generate() {
    try {
      RsaJsonWebKey key = RsaJwkGenerator.generateJwk(KEY_BITS);
      JwtClaims claims = new JwtClaims();
      claims.setSubject("camstream");
      claims.setIssuedAtToNow();
      claims.setExpirationTimeMinutesInTheFuture(VALID_MINUTES);
      JsonWebSignature signed = new JsonWebSignature();
      signed.setPayload(claims.toJson());
      signed.setKey(key.getPrivateKey());
      signed.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
      return new RegistryLogin(
          Base64.getEncoder().encodeToString(key.getPublicKey().getEncoded()),
          signed.getCompactSerialization());
    } catch (JoseException e) {
      throw new ServerStartException("The registry's key can't be generated: " + e.getMessage(), e);
    }
  }

  Map<String, String> serverSettings() {
    return Map.of(
        "registry.auth.enabled", "true",
        "quarkus.oidc.public-key", publicKey,
        "quarkus.oidc.application-type", "service",
        // With an address, Quarkus fetches keys from there and ignores the one above.
        "quarkus.oidc.auth-server-url", "");
  }

  /** Hides the token, so that no log or message can show it. */
  @Override
  public String toString() {
    return "RegistryLogin[" + publicKey + "]";
  }
}
