package io.gantry.kit.agent;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** What the fake engine reads of an archive of images: a tar with a {@code manifest.json}. */
final class FakeArchive {
    private static final int BLOCK = 512;

    private FakeArchive() {}

    /** The names that the manifest gives its images. */
    static List<String> names(byte[] archive) {
        int at = 0;
        while (at + BLOCK <= archive.length && archive[at] != 0) {
            String name = text(archive, at, 100);
            int size = Integer.parseInt(text(archive, at + 124, 11), 8);
            if (name.equals("manifest.json")) {
                List<String> names = new ArrayList<>();
                JsonMapper.shared()
                        .readTree(archive, at + BLOCK, size)
                        .forEach(image -> image.path("RepoTags").forEach(tag -> names.add(tag.asString(""))));
                return names;
            }
            at += BLOCK + (size + BLOCK - 1) / BLOCK * BLOCK;
        }
        throw new IllegalArgumentException("the archive has no manifest.json");
    }

    private static String text(byte[] archive, int from, int length) {
        return new String(archive, from, length, StandardCharsets.US_ASCII).replace("\0", "");
    }
}
