package io.gantry.runtime.docker;

/**
 * An image reference taken apart for a pull.
 *
 * @param repository with the registry, for example {@code localhost:5000/web}
 * @param tag a tag or a digest ({@code sha256:...})
 */
record ImageName(String repository, String tag) {
    static ImageName parse(String reference) {
        int at = reference.indexOf('@');
        if (at >= 0) {
            String named = reference.substring(0, at);
            return new ImageName(untagged(named), reference.substring(at + 1));
        }
        String repository = untagged(reference);
        boolean tagged = repository.length() < reference.length();
        return new ImageName(repository, tagged ? reference.substring(repository.length() + 1) : "latest");
    }

    private static String untagged(String name) {
        // A colon before the last slash belongs to the registry's port.
        int colon = name.lastIndexOf(':');
        return colon > name.lastIndexOf('/') ? name.substring(0, colon) : name;
    }
}
