/** What all nouns of the room have in common: names, ids, paths, tags, pages, documents, refusals. */
@NullMarked
package io.gantry.iam.resource;

import org.jspecify.annotations.NullMarked;
