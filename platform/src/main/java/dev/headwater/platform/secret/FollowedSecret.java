package dev.headwater.platform.secret;

import dev.headwater.platform.settings.Secret;

/** A secret and where it came from. For one thread at a time. */
record FollowedSecret(SecretReference reference, SecretStore store, Secret secret) {
  /** Whether it was replaced; fails where it can't be read. */
  boolean look() {
    String found = store.read(reference.name());
    if (found.equals(secret.value())) {
      return false;
    }
    secret.replace(found);
    return true;
  }
}
