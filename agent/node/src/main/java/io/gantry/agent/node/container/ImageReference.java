package io.gantry.agent.node.container;

import java.util.Collection;
import java.util.Optional;

/**
 * An image as a definition or an engine names it. Names that mean the same image on Docker Hub compare as equal: {@code nginx}
 * and {@code docker.io/library/nginx:latest}.
 *
 * @param repository without the parts that Docker Hub implies
 * @param tag {@code latest} where neither tag nor digest is given; else perhaps empty
 * @param digest {@code sha256:...}, or empty
 */
public record ImageReference(String repository, String tag, String digest) {
    private static final String LATEST = "latest";

    /** The parts of {@code text}; whatever stands there, something comes out. */
    public static ImageReference parse(String text) {
        int at = text.indexOf('@');
        String named = at < 0 ? text : text.substring(0, at);
        String digest = at < 0 ? "" : text.substring(at + 1);
        boolean tagged = named.lastIndexOf(':') > named.lastIndexOf('/');
        String repository = tagged ? named.substring(0, named.lastIndexOf(':')) : named;
        String tag = tagged ? named.substring(named.lastIndexOf(':') + 1) : "";
        return new ImageReference(familiar(repository), tag.isEmpty() && digest.isEmpty() ? LATEST : tag, digest);
    }

    /** The repository as written, without tag and digest. */
    public static String repository(String text) {
        int at = text.indexOf('@');
        String named = at < 0 ? text : text.substring(0, at);
        return named.lastIndexOf(':') > named.lastIndexOf('/') ? named.substring(0, named.lastIndexOf(':')) : named;
    }

    /** Whether one of {@code names} is this reference: by digest where it has one, else by tag. */
    public boolean isAmong(Collection<String> names) {
        return names.stream().map(ImageReference::parse).anyMatch(this::same);
    }

    /** The digest under which this repository's registry knows an image that has these references by digest. */
    public Optional<String> digestAmong(Collection<String> digests) {
        return digests.stream()
                .map(ImageReference::parse)
                .filter(other -> other.repository.equals(repository))
                .map(ImageReference::digest)
                .filter(found -> !found.isEmpty())
                .findFirst();
    }

    private boolean same(ImageReference other) {
        return repository.equals(other.repository)
                && (digest.isEmpty() ? tag.equals(other.tag) : digest.equals(other.digest));
    }

    private static String familiar(String repository) {
        String path = repository;
        for (String implied : new String[] {"index.docker.io/", "docker.io/", "library/"}) {
            if (path.startsWith(implied)) {
                path = path.substring(implied.length());
            }
        }
        return path;
    }
}
