/**
 * Log events in segment files under one directory, one folder a group. A segment is a row of frames, each with a checksum and
 * the events of one batch; what a batch holds is on disk when its append answers. A segment that is full gets an index beside
 * it, which can be made again from the segment.
 *
 * <p>Nothing here knows names, retention or permissions: those are the room's.
 */
@NullMarked
package io.gantry.logs.file;

import org.jspecify.annotations.NullMarked;
