/**
 * Amazon CloudWatch Logs: groups, streams, their events, and searches in them. {@link io.gantry.logs.Logs} is the door. Names,
 * retention, tags and filters are records; the events themselves are in a {@link io.gantry.logs.port.LogStore}.
 *
 * <p>Packages may use one another only in this order: port, pattern, group, stream, event; metricfilter, access and absent stand beside
 * them, the door on top.
 */
@NullMarked
package io.gantry.logs;

import org.jspecify.annotations.NullMarked;
