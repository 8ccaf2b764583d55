package io.gantry.conformance;

/** The root key that a test's Gantry is given. */
public record RootKey(String accessKeyId, String secretAccessKey) {}
